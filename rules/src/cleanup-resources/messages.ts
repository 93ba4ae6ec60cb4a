/** What the rule says. */
export type MessageId = 'openInFixture' | 'openInSetup' | 'openInHook' | 'closeAfter';

export /**
 *
 */
const messages: Readonly<Record<MessageId, string>> = {
  openInFixture:
    'Nothing ends what {{api}} opens in {{place}}, so it is still there in the tests that follow. ' +
    'End it after `yield` or in a finalizer: {{end}}.',
  openInSetup:
    'Nothing ends what {{api}} opens in {{place}}, so it is still there in the tests that follow. ' +
    'End it in the teardown or with addCleanup: {{end}}.',
  openInHook:
    'Nothing ends what {{api}} opens in {{place}}, so it is still there in the tests that follow. ' +
    'End it in an after hook: {{end}}.',
  closeAfter: 'Close it after the test: {{end}}.',
};
