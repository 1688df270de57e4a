import { render } from 'lit-html';
import { createCategoryPicker } from '../../components/category-picker.js';
import { createFurtherPlace } from '../../components/further-place.js';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { createRedraw } from '../../core/redraw.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { createSubmission } from '../../core/submission.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createActions } from './actions.js';
import { createBookings } from './bookings.js';
import { bindKeys } from './keys.js';
import { BLANK, createModel } from './model.js';
import { content } from './template.js';

/** The operator's desk: one call at a time, from the first words to what becomes of them, all by keyboard. */
async function start() {
  const city = await openPage();
  if (!hasRole('operator')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ ...BLANK, call: null, caller: '', marked: -1, receipt: null, fault: null, said: '' });
  const redraw = createRedraw(draw);
  const model = createModel(store, () => {
    model.follow();
    redraw();
  });
  const bookings = createBookings(store, redraw);
  const submission = createSubmission(redraw);
  const picker = createCategoryPicker({ onChoose: (category) => store.set({ category }), changed: redraw });
  const further = createFurtherPlace({ levels: city.levels, onChange: (next) => store.set({ further: next }), changed: redraw });
  const actions = { ...pageActions(redraw), ...createActions({ store, model, submission, bookings }) };

  function draw() {
    const page = { state: store.get(), city, model, bookings, submission, picker, further, actions };
    render(plainFrame({ city, page: 'operator', actions, content: content(page) }), document.getElementById('app'));
    document.title = [t('page.operator'), t('app.name')].join(' ');
  }

  store.subscribe(redraw);
  store.subscribe((state, keys) => keys.has('call') && history.replaceState(null, '', state.call ? `?call=${state.call}` : location.pathname));
  onSession(redraw);
  onThemeChange(redraw);
  bindKeys({ store, model, actions });
  const wanted = new URLSearchParams(location.search).get('call');
  draw();
  model.start();
  if (/^\d{1,19}$/.test(wanted ?? '')) {
    actions.open(wanted);
  }
}

start();
