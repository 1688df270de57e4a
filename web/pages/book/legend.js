import { nothing } from 'lit-html';
import { soonLegend } from '../../components/soon-legend.js';
import { nameOf, t } from '../../core/i18n.js';

export const legend = ({ state, model }) =>
  (model.halls.get().data?.items ?? []).length > 0 && state.matter ? soonLegend(model.chosen().map(({ name }) => nameOf(name)).join(t('list.separator'))) : nothing;
