/** Fixtures of pytest and of well-known plugins, which skip nothing and answer in no server's place. */
const HARMLESS = new Set([
  'anyio_backend', 'benchmark', 'cache', 'capfd', 'capfdbinary', 'caplog', 'capsys', 'capsysbinary', 'capteesys',
  'datadir', 'doctest_namespace', 'event_loop', 'event_loop_policy', 'faker', 'freezer', 'get_or_load_model',
  'inline_executor', 'managed_thread', 'mocker', 'monkeypatch', 'pytestconfig', 'record_property',
  'record_testsuite_property', 'record_xml_attribute', 'recwarn', 'request', 'reset_after_each', 'snapshot',
  'subtests', 'tenant_id', 'testrun_uid', 'tmp_path', 'tmp_path_factory', 'tmpdir', 'tmpdir_factory', 'unique_id',
  'unused_tcp_port', 'unused_tcp_port_factory', 'worker_id',
]);

/** Whether a fixture that no file of the project defines is known to let its tests run. */
export function isHarmlessFixture(name: string): boolean {
  return HARMLESS.has(name);
}
