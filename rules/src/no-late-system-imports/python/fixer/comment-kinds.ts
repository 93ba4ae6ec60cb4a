/** Comments that tell a tool something about the import next to them. */
const DIRECTIVE =
  /^#\s*(?:noqa\b|type:\s*ignore|pyright:|pylint:|mypy:|isort:|ruff:|flake8:|fmt:|yapf:|nosec\b|nosemgrep\b|pragma:|noinspection\b|NOSONAR|eslint|skylos|vulture|pyre-)/i;
/** Comments that say no more than that an import is late. */
const LATENESS =
  /^#[\s!]*(?:(?:too|imported|import|loaded|done|needs?|has to be|must be|should be|is|was|this is|we|do|only)\s+)*(?:late|lazy|lazily|local|locally|here|deferred|inline|in-?function|inside)\b[\w\s'!.,-]{0,60}$/i;

/** Whether a comment speaks to a tool, so that it must not outlive or leave the import. */
export function isDirectiveComment(comment: string): boolean {
  return DIRECTIVE.test(comment);
}

/** Whether a comment has nothing more to say once the import is not late any more. */
export function isLatenessComment(comment: string): boolean {
  return LATENESS.test(comment);
}
