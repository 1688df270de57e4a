import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { spokenNumber } from '../../core/booking-link.js';
import { t } from '../../core/i18n.js';
import { fault } from './counter.js';

/** Whom the hall cannot see is called: one press opens the number, with the reason that the booking itself has; both are recorded. */
export function contact({ state, actions }, booking) {
  if (!booking.affected || booking.state !== 'confirmed') {
    return nothing;
  }
  const opened = state.contacts[booking.id];
  return opened
    ? html`<a class="btn btn--s noprint num" data-contact href="tel:${opened.phone}">${icon('phone', '16')}${opened.phone}</a>`
    : html`<button class="btn btn--s noprint" data-contact aria-label=${t('hall.contact.of', { number: spokenNumber(booking.number ?? '') })} @click=${() => actions.openContact(booking)}>${icon('phone', '16')}${t('hall.contact')}</button>${fault(state, `contact-${booking.id}`)}`;
}
