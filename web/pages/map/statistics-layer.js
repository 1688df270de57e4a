import { nameOf, number, t } from '../../core/i18n.js';
import { classesOf, stepOf } from '../statistics/classes.js';
import { createModel } from '../statistics/model.js';

const NONE = [];

/**
 * The released counts of requests as a layer: of the month and topic that the state names, else of the latest month and the most
 * frequent topic; of the outlined level where that was released, else of one that was.
 *
 * @param levelOf state → the outlined level
 */
export function createStatisticsLayer(store, levelOf, changed) {
  const asked = { get: () => ({ month: store.get().month, level: levelOf(store.get()), category: store.get().topic, area: null }), set() {}, subscribe: store.subscribe };
  const model = createModel(asked, changed, { details: false });
  let made = [];
  let items = NONE;

  const rows = () => model.rows();
  const classes = () => classesOf(rows().map(({ requests }) => requests));

  function shape({ geometry, properties }, found, steps) {
    const row = found.get(properties.code);
    const count = row ? number(row.requests) : t('statistics.withheld');
    return { code: properties.code, geometry, step: row ? stepOf(row.requests, steps) : null, text: `${nameOf(properties.name)} ${count}` };
  }

  /** Made again only when an answer or the language is another: the map draws what it has not drawn yet. */
  function shapes() {
    const drawn = model.shapes.get().data;
    const counts = model.counts.get().data;
    const now = [drawn, counts, document.documentElement.lang];
    if (!drawn || !counts || drawn.asked.level !== counts.asked.level) {
      return items;
    }
    if (now.some((each, i) => each !== made[i])) {
      const found = new Map(rows().map((row) => [row.area, row]));
      const steps = classes();
      made = now;
      items = drawn.features.map((feature) => shape(feature, found, steps));
    }
    return items;
  }

  model.start();
  return {
    model, classes, shapes,
    /** What the chosen topic is called. */
    topicName: () => nameOf(model.categories().find(({ code }) => code === model.category())?.name) || (model.category() ?? ''),
    featureOf: (code) => (model.shapes.get().data?.features ?? []).find(({ properties }) => properties.code === code) ?? null,
    /** Areas without a published count. */
    withheld() {
      const there = new Set(rows().map(({ area }) => area));
      return (model.shapes.get().data?.features ?? []).filter(({ properties }) => !there.has(properties.code));
    },
  };
}
