const PREPARES = /fixture|setUp|setup_|asyncSetUp/;
const OPENS =
  /\bopen\b|\bsocket\b|connect|Client|Session|session|\bPopen\b|create_subprocess|Server|make_server|webdriver|\.start\(|mkdtemp|mkstemp|NamedTemporaryFile|new_event_loop|\blaunch\b|ZipFile|LocalCluster|_channel\b|Redis\b|PoolExecutor\b/;

/** Whether a Python text can hold what `cleanup-resources` reports. */
export function mayPythonLeaveOpen(text: string): boolean {
  return PREPARES.test(text) && OPENS.test(text);
}
