import { number, t } from '../../core/i18n.js';

/** Measures by name, and those that are shares. */
export const MEASURES = {
  received: 'insights.received', overdue: 'insights.overdue', reworked: 'insights.reworked', ended: 'insights.ended', called_back: 'insights.called_back',
  negative_tone: 'insights.negative_tone', positive_tone: 'insights.positive_tone', response: 'insights.response', resolution: 'insights.resolution', satisfaction: 'insights.satisfaction', disputed: 'insights.disputed',
};
const SHARES = new Set(['overdue', 'reworked', 'negative_tone', 'positive_tone', 'response', 'resolution', 'satisfaction']);

export const SHOWN = { value: 'insights.show.value', per10000: 'insights.show.per10000', per_km2: 'insights.show.per_km2', change: 'insights.show.change', overlay: 'insights.show.overlay' };

export const isShare = (measure) => SHARES.has(measure);
export const nameOfMeasure = (measure) => t(MEASURES[measure] ?? MEASURES.received);

/** How the shown number is made: `value`, `change` (relative), `points` (difference of shares) … */
export const kindOf = ({ show, measure }) => (show === 'change' && isShare(measure ?? 'received') ? 'points' : (show ?? 'value'));

/** Of shares the difference; of counts relative to before, infinite for what is new, null where nothing was and is. */
export function changeOf({ value, value_before: before }, measure) {
  if (value === null || before === null) {
    return null;
  }
  return isShare(measure) ? value - before : before > 0 ? (value - before) / before : value > 0 ? Infinity : null;
}

/** The number of a row that the map shows. */
export function shownOf(row, state) {
  const kind = kindOf(state);
  return kind === 'change' || kind === 'points' ? changeOf(row, state.measure ?? 'received') : row[kind] ?? null;
}

export function textOf(value, kind, measure) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (value === Infinity) {
    return t('insights.new');
  }
  if (kind === 'change') {
    return number(value, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 });
  }
  if (kind === 'points') {
    return t('insights.points', { n: number(value * 100, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }) });
  }
  return kind === 'value' && isShare(measure)
    ? number(value, { style: 'percent', maximumFractionDigits: 1 })
    : number(value, { maximumFractionDigits: kind === 'value' ? 0 : kind === 'overlay' ? 2 : 1 });
}

/** Longitude and latitude of a hexagon's middle: that of its corners, of which the last is the first again. */
export const middleOf = ({ ring }) => [0, 1].map((axis) => (ring.slice(1).reduce((all, corner) => all + corner[axis], 0) / (ring.length - 1)).toFixed(4)).join(', ');
