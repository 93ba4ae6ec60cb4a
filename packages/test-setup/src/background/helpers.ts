import { callersOf, type CreationSite, packageOf } from './creation-site.ts';

/** Packages that work in the background and end once they have flushed or are told to, with how. */
const helpers: readonly { readonly packages: RegExp; readonly advice: string }[] = [
  {
    packages: /^(?:posthog-node|posthog-js|@posthog\/.+|mem0ai)$/,
    advice: 'Await the shutdown() of its client in an after-hook, or switch its telemetry off.',
  },
  {
    packages: /^(?:langfuse|@langfuse\/.+|langsmith|@segment\/.+|@amplitude\/.+|mixpanel|@sentry\/.+)$/,
    advice: 'Flush and close its client in an after-hook, or switch it off for tests.',
  },
  {
    packages: /^(?:cli-progress|progress|ora|listr2|nanospinner|yocto-spinner|log-update|@clack\/.+)$/,
    advice: 'Stop the progress bar in a finally, or show none in tests.',
  },
  {
    packages: /^(?:@opentelemetry\/.+|prom-client|dd-trace|newrelic|applicationinsights|elastic-apm-node)$/,
    advice: 'Await its shutdown() in an after-hook, or switch the monitor off for tests.',
  },
];

/** What to do about something that a known background helper has made; `undefined` if none has. */
export function helperAdvice(site: CreationSite): string | undefined {
  const names = callersOf(site).flatMap(({ file }) => packageOf(file) ?? []);
  return helpers.find(({ packages }) => names.some((name) => packages.test(name)))?.advice;
}

const runners = new RegExp(
  `^(?:${[
    'vitest|@vitest/.+|vite|vite-node|tinypool|birpc',
    'jest|jest-.+|@jest/.+|mocha',
    'playwright|playwright-core|@playwright/.+|@sinonjs/fake-timers',
  ].join('|')})$`,
);

/** Whether the runner itself has made something, and no test through it. */
export function isMadeByRunner(site: CreationSite): boolean {
  const [maker] = callersOf(site);
  const name = maker === undefined ? undefined : packageOf(maker.file);
  return name !== undefined && runners.test(name);
}
