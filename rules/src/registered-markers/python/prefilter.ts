import { PYTEST_MARKERS } from '../../resolve/python/plugin-markers.ts';

const MARK = new RegExp(
  String.raw`\bmark\b(?!\s*\.\s*(?:${PYTEST_MARKERS.join('|')})\b)|add_marker|applymarker|MARK_GEN`,
);

/** Whether a Python text can hold what `registered-markers` reports: a marker that is not pytest's own. */
export function mayNameMarker(text: string): boolean {
  return MARK.test(text);
}
