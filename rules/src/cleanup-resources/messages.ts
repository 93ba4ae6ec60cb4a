/** What the rule says. */
export type MessageId =
  | 'openInFixture'
  | 'openInSetup'
  | 'openInHook'
  | 'openInExtension'
  | 'skippedInTest'
  | 'closeAfter';

/** The texts of the rule, with places for names. */
export const messages: Readonly<Record<MessageId, string>> = {
  openInFixture:
    'Nothing ends what {{api}} opens in {{place}}, so it is still there in the tests that follow. ' +
    'End it after `yield` or in a finalizer: {{end}}.',
  openInSetup:
    'Nothing ends what {{api}} opens in {{place}}, so it is still there in the tests that follow. ' +
    'End it in the teardown or with addCleanup: {{end}}.',
  openInHook:
    'Nothing ends what {{api}} opens in {{place}}, so it is still there in the tests that follow. ' +
    'End it in an after hook: {{end}}.',
  openInExtension:
    'Nothing ends what {{api}} opens in {{place}}, so it is still there in the tests that follow. ' +
    'End it after `use()`: {{end}}.',
  skippedInTest:
    'What {{api}} opens stays open when the test fails before its end. ' +
    'End it in `finally`, in an after hook, or in a callback of the test that runs in any case: {{end}}.',
  closeAfter: 'Close it after the test: {{end}}.',
};
