/** Comments that tell a tool something about the import next to them. */
const DIRECTIVE = new RegExp(
  [
    '(?:noqa|nosec|nosemgrep|noinspection)\\b',
    'type:\\s*ignore',
    '(?:pyright|pylint|mypy|isort|ruff|flake8|fmt|yapf|pragma):',
    'NOSONAR',
    'eslint',
    'pyre-',
  ]
    .map((form) => `^#\\s*${form}`)
    .join('|'),
  'i',
);
/** What leads up to the word that says so in a comment about an import that is late. */
const LEAD =
  '(?:too|imported|import|loaded|done|needs?|has to be|must be|should be|is|was|this is|we|do|only)\\s+';
const LATE = 'late|lazy|lazily|local|locally|here|deferred|inline|in-?function|inside';
/** That an import is to go where it goes now: `should be at the top`, `TODO: move to module level`. */
const WHERE_TO =
  '(?:(?:todo|fixme|xxx)\\b[\\s:]*)?(?:(?:this|it|import)\\s+)?(?:(?:should|must|has to|needs? to|can|could)\\s+)?' +
  '(?:(?:be\\s+)?(?:moved?|imported)(?:\\s+(?:this|it|import))?\\s+|be\\s+|go(?:es)?\\s+|belongs?\\s+)' +
  '(?:(?:at|to|on)\\s+(?:the\\s+)?(?:top|module[- ]level)|up)';
/** Comments that say no more than that an import is late. */
const LATENESS = new RegExp(
  `^#[\\s!]*(?:(?:${LEAD})*(?:${LATE})|${WHERE_TO})\\b[\\w\\s'!.,-]{0,60}$`,
  'i',
);

/** Whether a comment speaks to a tool, so that it must not outlive or leave the import. */
export function isDirectiveComment(comment: string): boolean {
  return DIRECTIVE.test(comment);
}

/** Whether a comment has nothing more to say once the import is not late any more. */
export function isLatenessComment(comment: string): boolean {
  return LATENESS.test(comment);
}
