/** The playground's state, and what happens when it changes. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue';

import type { Client } from './client.ts';
import type { Edit, Finding, Settings } from './engine/protocol.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { hashOf, stateIn } from './link.ts';
import { firstState, type State } from './state.ts';

/** How long typing has to rest before the text is linted, and before the link is renewed, in milliseconds. */
const LINT_AFTER = 150;
const LINK_AFTER = 500;

export const LANGUAGES = ['TypeScript', 'Python', 'CI'] as const satisfies readonly Example['language'][];

function languageOf({ settings }: State): Example['language'] {
  if (/\.[cm]?[jt]sx?$/.test(settings.file)) return 'TypeScript';
  return settings.file.endsWith('.py') ? 'Python' : 'CI';
}

/** The state of the playground, with what can be done to it. */
export function usePlayground(startClient: () => Client) {
  const state = shallowRef(firstState());
  const findings = shallowRef<readonly Finding[]>([]);
  const failure = ref('');
  const time = ref<number>();
  /** The state that the findings are about. */
  const linted = shallowRef<State>();
  const isCurrent = computed(() => linted.value === state.value);
  const language = computed(() => languageOf(state.value));
  const drafts = new Map<Example['language'], State>();
  let client: Client | undefined;
  let lintTimer: ReturnType<typeof setTimeout> | undefined;
  let linkTimer: ReturnType<typeof setTimeout> | undefined;
  let isLinting = false;

  async function lint(): Promise<void> {
    if (isLinting || !client) return;
    isLinting = true;
    const asked = state.value;
    const answer = await client.ask({ kind: 'lint', ...asked });
    isLinting = false;
    if (asked !== state.value) {
      await lint();
      return;
    }
    failure.value = answer.kind === 'failed' ? answer.message : '';
    findings.value = answer.kind === 'findings' ? answer.findings : [];
    time.value = answer.kind === 'findings' ? answer.time : undefined;
    linted.value = asked;
  }

  watch(state, () => {
    clearTimeout(lintTimer);
    lintTimer = setTimeout(() => void lint(), LINT_AFTER);
    clearTimeout(linkTimer);
    linkTimer = setTimeout(() => void renewLink(), LINK_AFTER);
  });

  async function renewLink(): Promise<void> {
    const hash = await hashOf(state.value);
    // What VitePress keeps there, the place that the page is scrolled to, stays.
    window.history.replaceState(window.history.state, '', hash);
  }

  async function openLink(): Promise<boolean> {
    const linkedState = await stateIn(window.location.hash);
    if (linkedState) state.value = linkedState;
    return linkedState !== undefined;
  }

  const onHashChange = () => void openLink();

  onMounted(async () => {
    client = startClient();
    window.addEventListener('hashchange', onHashChange);
    if (!(await openLink())) await lint();
  });
  onBeforeUnmount(() => {
    window.removeEventListener('hashchange', onHashChange);
    clearTimeout(lintTimer);
    clearTimeout(linkTimer);
    client?.close();
    client = undefined;
  });

  function setCode(code: string): void {
    if (code !== state.value.code) state.value = { ...state.value, code };
  }

  function set(settings: Partial<Settings>): void {
    state.value = { ...state.value, settings: { ...state.value.settings, ...settings } };
  }

  /** Opens an example under the settings that are there. */
  function open({ file, code }: Example): void {
    state.value = { code, settings: { ...state.value.settings, file } };
  }

  /** Goes to another language: to what was there before, or to the example of the same topic. */
  function switchTo(next: Example['language']): void {
    const now = state.value;
    if (next === language.value) return;
    const topic = EXAMPLES.find(({ code }) => code === now.code)?.topic;
    const examples = EXAMPLES.filter((example) => example.language === next);
    const example = examples.find((other) => other.topic === topic) ?? examples[0];
    drafts.set(language.value, now);
    const draft = drafts.get(next) ?? example;
    if (!draft) return;
    const file = 'settings' in draft ? draft.settings.file : draft.file;
    state.value = { code: draft.code, settings: { ...now.settings, file } };
  }

  /** Applies an edit to the text that it was made for, and does nothing where that has changed since. */
  function apply({ from, to, text }: Edit): boolean {
    if (!isCurrent.value) return false;
    const { code } = state.value;
    setCode(code.slice(0, from) + text + code.slice(to));
    return true;
  }

  /** The text as it is once every fix has been applied. */
  async function fixed(): Promise<string | undefined> {
    const answer = await client?.ask({ kind: 'fix', ...state.value });
    if (answer?.kind === 'failed') failure.value = answer.message;
    return answer?.kind === 'fixed' ? answer.code : undefined;
  }

  /** The address that opens the playground with what stands in it now. */
  async function link(): Promise<string> {
    await renewLink();
    return window.location.href;
  }

  return { state, findings, failure, time, isCurrent, language, setCode, set, open, switchTo, apply, fixed, link };
}
