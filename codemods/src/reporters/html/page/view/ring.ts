import { svg } from '../dom.ts';
import type { Report } from '../report.ts';

const RADIUS = 30;
const GAP = 0.06;

/** The sections of the guide as a ring: filled where one is held, dotted where the run did not look. */
export function ring({ data }: Report): SVGElement {
  const { sections, findings } = data;
  const open = new Set(findings.section);
  const turn = (2 * Math.PI) / sections.length;
  const arcs = sections.map(({ title, isSeen }, index) => {
    const state = open.has(index) ? 'open' : isSeen ? 'held' : 'unseen';
    const [from, to] = [index * turn + GAP / 2, (index + 1) * turn - GAP / 2];
    return svg(
      'path',
      { d: `M${point(from)}A${RADIUS} ${RADIUS} 0 0 1 ${point(to)}`, class: `arc ${state}` },
      svg('title', {}, `${title}: ${STATES[state]}`),
    );
  });
  const said = `${data.figures.held} of ${data.figures.seen} practices of the guide are held`;
  return svg('svg', { viewBox: '-40 -40 80 80', class: 'ring', role: 'img', 'aria-label': said }, ...arcs);
}

const STATES = { open: 'not held', held: 'held', unseen: 'not looked at' } as const;

/** A point on the ring, from the top and clockwise. */
function point(angle: number): string {
  return `${(RADIUS * Math.sin(angle)).toFixed(2)} ${(-RADIUS * Math.cos(angle)).toFixed(2)}`;
}
