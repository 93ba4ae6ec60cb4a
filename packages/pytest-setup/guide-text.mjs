import { defaultPolicy, telemetryEnvironment, threadApiLabel, threadApis, threadEnvironment } from '@cogniverse/guide';

/** What the plugin needs of the guide, as the text of its `guide.json`. Durations are milliseconds. */
export function guideText() {
  const { models, timeouts, environment, markers, setup } = defaultPolicy;
  const modules = threadApis.map((api) => (api.module === 'global' ? api.name : api.module));
  const readOnImport = [...threadEnvironment, ...telemetryEnvironment].map((variable) => [
    variable.name,
    variable.readOnImport.python,
  ]);
  const guide = {
    models,
    timeouts,
    environment,
    readOnImport: Object.fromEntries(readOnImport),
    markers,
    setup,
    threads: {
      modules: [...new Set(modules)],
      names: [...new Set([...modules, ...threadApis.map(threadApiLabel)])],
    },
  };
  return `${JSON.stringify(guide, null, 2)}\n`;
}
