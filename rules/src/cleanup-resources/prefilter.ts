const PREPARES = /\b(?:before(?:Each|All)?|suiteSetup|setup|it|test|specify|extend)\b/;
const OPENS =
  /\b(?:spawn|fork|createServer|openSync|open|createWriteStream|watch|mkdtemp(?:Sync)?|setInterval|launch\w*|start|listen|Worker|connect|createClient|createConnection|createPool|Pool|Client|MongoMemoryServer|Redis|WebSocket\w*|from_pretrained|pipeline)\b/;

/** Whether a text can hold what `cleanup-resources` reports. */
export function mayLeaveOpen(text: string): boolean {
  return PREPARES.test(text) && OPENS.test(text);
}
