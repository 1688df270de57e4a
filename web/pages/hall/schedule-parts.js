import { html, nothing } from 'lit-html';
import { fieldError } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { localeTag, nameOf, t } from '../../core/i18n.js';
import { SEATS, WEEKDAYS, newChange, newCounter, newQueue, newTemplate } from './schedule-draft.js';
import { fields } from './schedule-fields.js';

/** The parts of a schedule: settings, queues with matters and templates, counters, closures and extra hours. */

const weekday = (index) => new Intl.DateTimeFormat(localeTag(), { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2001, 0, 1 + index));

const remove = (page, path, index, what) =>
  html`<button type="button" class="btn btn--s btn--quiet sched__remove" @click=${() => page.schedule.remove(path, index)}>${icon('trash', '16')}${what}</button>`;
const add = (id, run, what) => html`<button type="button" class="btn sched__add" id=${id} @click=${run}>${icon('plus', '18')}${what}</button>`;

export function settings(page) {
  const { input, tick } = fields(page);
  const number = (name, label, hint) => input(['settings', name], label, { type: 'number', hint });
  return html`<section class="hall__card sched" aria-labelledby="settings-title"><h2 id="settings-title">${t('sched.settings')}</h2>
    ${tick(['settings', 'bookable'], t('sched.bookable'))}
    <div class="sched__grid">
      ${number('lead_minutes', t('sched.lead'), t('sched.lead.hint'))} ${number('horizon_days', t('sched.horizon'), t('sched.horizon.hint'))}
      ${number('hold_minutes', t('sched.hold'), t('sched.hold.hint'))} ${number('open_per_person', t('sched.open'), t('sched.open.hint'))}
      ${number('no_shows', t('sched.noShows'), t('sched.noShows.hint'))} ${number('holds_per_caller', t('sched.holds'), t('sched.holds.hint'))}
      ${number('proof_bits', t('sched.proof'), t('sched.proof.hint'))} ${input(['settings', 'zone'], t('sched.zone'), { hint: t('sched.zone.hint') })}
    </div></section>`;
}

export function queues(page) {
  const { draft } = page.schedule.view();
  return html`<section class="hall__card sched" aria-labelledby="queues-title"><h2 id="queues-title">${t('sched.queues')}</h2>
    ${draft.queues.map((queue, i) => oneQueue(page, queue, i))}
    ${add('add-queue', () => page.schedule.add(['queues'], newQueue(draft.queues, page.today())), t('sched.queue.add'))}</section>`;
}

function oneQueue(page, queue, i) {
  const { input, name } = fields(page);
  const path = ['queues', i];
  const fault = page.schedule.view().faults.get(`queues-${i}-templates`) ?? '';
  return html`<fieldset class="sched__item"><legend><b>${queue.letter}</b> ${nameOf(queue.name) || t('sched.queue.new')}</legend>
    <div class="sched__grid">${name([...path, 'name'], t('sched.name'))} ${input([...path, 'letter'], t('sched.letter'), { upper: true, hint: t('sched.letter.hint') })}
      ${queue.known ? nothing : input([...path, 'code'], t('sched.code'), { hint: t('sched.code.hint') })}</div>
    ${matters(page, queue, path)}
    <h3>${t('sched.templates')}</h3>
    ${fault ? html`<div id="queues-${i}-templates" tabindex="-1" aria-invalid="true">${fieldError(`queues-${i}-templates`, fault)}</div>` : nothing}
    ${queue.templates.map((template, j) => oneTemplate(page, [...path, 'templates'], j))}
    <div class="sched__row">${add(`add-template-${i}`, () => page.schedule.add([...path, 'templates'], newTemplate(page.today())), t('sched.template.add'))}
      ${remove(page, ['queues'], i, t('sched.queue.remove'))}</div></fieldset>`;
}

function matters(page, queue, path) {
  const { input, tick } = fields(page);
  const known = new Set(queue.matters.map(({ matter }) => matter));
  return html`<h3>${t('sched.matters')}</h3>
    <ul class="sched__matters">${queue.matters.map(({ matter }, j) => html`<li><b class="grow">${page.model.matterName(matter)}</b>
      ${input([...path, 'matters', j, 'slots'], t('sched.slots'), { type: 'number', small: true })} ${tick([...path, 'matters', j, 'city_wide'], t('sched.cityWide'))}
      ${remove(page, [...path, 'matters'], j, t('sched.remove'))}</li>`)}</ul>
    <label class="ff sched__pick"><span class="ff__label">${t('sched.matter.add')}</span><select class="input" data-add-matter @change=${(event) => { event.target.value && page.schedule.add([...path, 'matters'], { matter: event.target.value, slots: '1', city_wide: false }); event.target.value = ''; }}>
      <option value="">${t('sched.matter.choose')}</option>${page.model.matters().filter(([code]) => !known.has(code)).map(([code, text]) => html`<option value=${code}>${text}</option>`)}</select></label>`;
}

function seats(page, path) {
  const { input } = fields(page);
  return html`${input([...path, 'slot_minutes'], t('sched.slotMinutes'), { type: 'number' })}
    ${SEATS.map((name) => input([...path, name], { public_capacity: t('sched.public'), internal_capacity: t('sched.internal'), walk_in_capacity: t('sched.walkIn') }[name], { type: 'number' }))}`;
}

function oneTemplate(page, path, j) {
  const { input, tick, ticks } = fields(page);
  const at = [...path, j];
  const id = at.join('-');
  const fault = page.schedule.view().faults.get(id) ?? '';
  return html`<div class="sched__sub ${fault ? 'is-faulty' : ''}" role="group" aria-labelledby="${id}-title">
    <h4 class="sched__nth" id="${id}-title">${t('sched.template', { n: j + 1 })}</h4>
    ${fault ? html`<div id=${id} tabindex="-1" aria-invalid="true">${fieldError(id, fault)}</div>` : nothing}
    ${ticks([...at, 'weekdays'], t('sched.weekdays'), WEEKDAYS.map((day, index) => [day, weekday(index)]))}
    <div class="sched__row">${tick([...at, 'make_up_days'], t('sched.makeUp'))} ${tick([...at, 'holidays'], t('sched.holidays'))}</div>
    <div class="sched__grid">${input([...at, 'from'], t('sched.from'))} ${input([...at, 'to'], t('sched.to'), { hint: t('sched.to.hint') })} ${seats(page, at)}
      ${input([...at, 'valid_from'], t('sched.validFrom'), { type: 'date' })} ${input([...at, 'valid_to'], t('sched.validTo'), { type: 'date', hint: t('sched.validTo.hint') })}</div>
    ${remove(page, path, j, t('sched.template.remove'))}</div>`;
}

export function counters(page) {
  const { draft } = page.schedule.view();
  const { input, name, ticks } = fields(page);
  return html`<section class="hall__card sched" aria-labelledby="counters-title"><h2 id="counters-title">${t('sched.counters')}</h2>
    ${draft.counters.map((_, i) => html`<div class="sched__sub" role="group" aria-label=${t('hall.counter.number', { n: draft.counters[i].number })}>
      <div class="sched__grid">${input(['counters', i, 'number'], t('sched.counterNumber'), { type: 'number' })} ${name(['counters', i, 'name'], t('sched.name'))}</div>
      ${ticks(['counters', i, 'queues'], t('sched.serves'), draft.queues.map((queue) => [queue.code, nameOf(queue.name) || queue.letter]))}
      ${remove(page, ['counters'], i, t('sched.counter.remove'))}</div>`)}
    ${add('add-counter', () => page.schedule.add(['counters'], newCounter(draft.counters, draft.queues)), t('sched.counter.add'))}</section>`;
}

export function changes(page) {
  const { draft } = page.schedule.view();
  return html`<section class="hall__card sched" aria-labelledby="changes-title"><h2 id="changes-title">${t('sched.changes')}</h2><p class="small t2">${t('sched.changes.text')}</p>
    ${draft.changes.map((change, i) => oneChange(page, change, i))}
    <div class="sched__row">${add('add-closure', () => page.schedule.add(['changes'], newChange(page.today())), t('sched.closure.add'))}
      ${add('add-extra', () => page.schedule.add(['changes'], { ...newChange(page.today()), closed: false, whole: false }), t('sched.extra.add'))}</div></section>`;
}

function oneChange(page, change, i) {
  const { input, tick, select, name } = fields(page);
  const at = ['changes', i];
  const { draft } = page.schedule.view();
  return html`<fieldset class="sched__item"><legend>${t(change.closed ? 'sched.closure' : 'sched.extra')}</legend>
    <div class="sched__grid">${input([...at, 'first_day'], t('sched.firstDay'), { type: 'date' })} ${input([...at, 'last_day'], t('sched.lastDay'), { type: 'date' })}
      ${select([...at, 'queue'], t('sched.forQueue'), [['', t('sched.wholeHall')], ...draft.queues.map((queue) => [queue.code, nameOf(queue.name) || queue.letter])])}</div>
    ${change.closed ? tick([...at, 'whole'], t('sched.wholeDay')) : nothing}
    ${change.closed && change.whole ? nothing : html`<div class="sched__grid">${input([...at, 'from'], t('sched.from'))} ${input([...at, 'to'], t('sched.to'))} ${change.closed ? nothing : seats(page, at)}</div>`}
    <div class="sched__grid">${name([...at, 'reason'], t('sched.reason'))}</div>
    ${remove(page, ['changes'], i, t('sched.remove'))}</fieldset>`;
}
