/** The markers that pytest itself registers. */
export const PYTEST_MARKERS: readonly string[] = [
  'filterwarnings',
  'parametrize',
  'skip',
  'skipif',
  'tryfirst',
  'trylast',
  'usefixtures',
  'xfail',
];

/** Markers of plugins that most suites have. */
export const COMMON_PLUGIN_MARKERS: readonly string[] = [
  'anyio',
  'asyncio',
  'django_db',
  'timeout',
  'xdist_group',
];

/** Markers of plugins, by the packages of which each brings them. */
const MARKERS: readonly (readonly [packages: readonly string[], markers: readonly string[]])[] = [
  [['pytest-asyncio', 'pytest-aiohttp', 'pytest-homeassistant-custom-component'], ['asyncio']],
  [
    [
      'anyio',
      'anthropic',
      'fastapi',
      'fastmcp',
      'groq',
      'httpx',
      'jupyter-server',
      'langsmith',
      'litellm',
      'mcp',
      'mistralai',
      'openai',
      'sse-starlette',
      'starlette',
      'watchfiles',
    ],
    ['anyio'],
  ],
  [['pytest-trio'], ['trio']],
  [['pytest-tornado'], ['gen_test']],
  [['pytest-timeout', 'pytest-jupyter'], ['timeout']],
  [['pytest-timeouts'], ['setup_timeout', 'execution_timeout', 'teardown_timeout']],
  [['pytest-xdist'], ['xdist_group']],
  [['pytest-forked', 'pytest-xdist'], ['forked']],
  [['pytest-django'], ['django_db', 'urls', 'ignore_template_errors']],
  [['pytest-rerunfailures', 'flaky', 'pytest-retry', 'pytest-flaky'], ['flaky']],
  [['pytest-ignore-flaky'], ['ignore_flaky']],
  [['pytest-order'], ['order']],
  [['pytest-ordering'], ['run']],
  [['pytest-random-order'], ['random_order']],
  [['pytest-dependency'], ['dependency']],
  [['pytest-depends'], ['depends']],
  [['pytest-benchmark', 'pytest-codspeed'], ['benchmark']],
  [['pytest-codspeed'], ['codspeed_benchmark']],
  [['pytest-recording', 'pytest-vcr'], ['vcr']],
  [['pytest-recording'], ['block_network', 'default_cassette']],
  [['pytest-freezegun', 'pytest-freezer', 'pytest-freezeblaster'], ['freeze_time']],
  [['time-machine'], ['time_machine']],
  [['pytest-httpx'], ['httpx_mock']],
  [['respx'], ['respx']],
  [['pytest-socket'], ['disable_socket', 'enable_socket', 'allow_hosts']],
  [['pytest-repeat'], ['repeat']],
  [['pytest-cov'], ['no_cover']],
  [['pytest-run-parallel'], ['parallel_threads', 'parallel_threads_limit', 'thread_unsafe', 'iterations']],
  [['pytest-memray'], ['limit_memory', 'limit_leaks']],
  [['pytest-monitor'], ['monitor_skip_test', 'monitor_skip_test_if', 'monitor_test', 'monitor_test_if']],
  [['pytest-fail-slow'], ['fail_slow']],
  [['pytest-datafiles'], ['datafiles']],
  [
    ['pytest-remotedata', 'pytest-astropy'],
    ['remote_data', 'internet_off'],
  ],
  [['pytest-arraydiff', 'pytest-astropy'], ['array_compare']],
  [['pytest-mpl'], ['mpl_image_compare']],
  [
    ['pytest-playwright', 'pytest-playwright-asyncio'],
    ['browser_context_args', 'only_browser', 'skip_browser'],
  ],
  [['pytest-qt'], ['no_qt_log', 'qt_log_ignore', 'qt_log_level_fail', 'qt_no_exception_capture']],
  [['pytest-console-scripts'], ['script_launch_mode']],
  [['pytest-asyncio-cooperative'], ['asyncio_cooperative']],
  [['hypothesis'], ['hypothesis']],
  [
    ['allure-pytest'],
    ['allure_description', 'allure_description_html', 'allure_display_name', 'allure_label', 'allure_link'],
  ],
  [['langsmith'], ['langsmith']],
];

/** A marker of a plugin. */
export interface PluginMarker {
  readonly name: string;
  /** The packages of which each brings it, by their normalized names; the first is the plugin itself. */
  readonly packages: readonly string[];
}

/** The markers of well-known plugins. */
export const pluginMarkers: ReadonlyMap<string, PluginMarker> = new Map(
  MARKERS.flatMap(([packages, names]) => names.map((name) => [name, { name, packages }])),
);

/** The packages that are known to bring markers. */
export const markerPackages: ReadonlySet<string> = new Set(MARKERS.flatMap(([packages]) => packages));

/** Plugins that bring no marker, or whose markers are known by the policy. */
const WITHOUT_MARKERS: ReadonlySet<string> = new Set([
  'pytest-base-url',
  'pytest-check',
  'pytest-clarity',
  'pytest-cogniverse',
  'pytest-docker',
  'pytest-dotenv',
  'pytest-env',
  'pytest-factoryboy',
  'pytest-github-actions-annotate-failures',
  'pytest-html',
  'pytest-httpserver',
  'pytest-icdiff',
  'pytest-instafail',
  'pytest-json-report',
  'pytest-lazy-fixture',
  'pytest-lazy-fixtures',
  'pytest-localserver',
  'pytest-metadata',
  'pytest-mock',
  'pytest-mypy-plugins',
  'pytest-mysql',
  'pytest-postgresql',
  'pytest-pretty',
  'pytest-profiling',
  'pytest-randomly',
  'pytest-redis',
  'pytest-regressions',
  'pytest-snapshot',
  'pytest-split',
  'pytest-subprocess',
  'pytest-subtests',
  'pytest-sugar',
  'pytest-watch',
  'pytest-xprocess',
]);

/** Whether all markers that a package brings are known. */
export function isKnownPlugin(packageName: string): boolean {
  return packageName === 'pytest' || markerPackages.has(packageName) || WITHOUT_MARKERS.has(packageName);
}
