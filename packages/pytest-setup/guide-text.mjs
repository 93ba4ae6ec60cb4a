import { defaultPolicy } from '@cogniverse/guide';

/** What the plugin needs of the guide, as the text of its `guide.json`. */
export function guideText() {
  const { models, timeouts, environment, markers, setup } = defaultPolicy;
  return `${JSON.stringify({ models, timeouts, environment, markers, setup }, null, 2)}\n`;
}
