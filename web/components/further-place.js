import { html, nothing } from 'lit-html';
import { field, textField } from './field.js';
import { icon } from './icon.js';
import { t } from '../core/i18n.js';
import { createAreaChoice } from './area-choice.js';

/** Where else a matter belongs: some are for whoever is in charge of the petitioner's home, or of where a company is registered. */

export const NO_FURTHER = Object.freeze({ role: '', chain: [], address: '' });

const LONGEST_HOME = 200;

/**
 * What is said → `places` of a request; nothing when nothing is said. The words of a home become part of the sealed contact.
 *
 * @param further `role`, `chain` of areas, `address`
 */
export function placesOf({ role, chain, address }) {
  const area = chain.at(-1);
  const said = address.trim() || undefined;
  if (!role || (!area && !said)) {
    return {};
  }
  return { places: { [role]: area ? { kind: 'area', level: area.level, area: area.code, address: said } : { kind: 'none', address: said } } };
}

/** @param options `levels` of the city, `onChange(further)`, `changed()` */
export function createFurtherPlace({ levels, onChange, changed }) {
  let current = NO_FURTHER;
  const areas = createAreaChoice({ levels, id: 'further-area', onChoose: (chain) => onChange({ ...current, chain }), changed });

  const roles = (further) => field({
    id: 'further-role', label: t('further.role'), hint: t('further.role.hint'),
    control: (described) => html`<select id="further-role" class="input" aria-describedby=${described} @change=${(event) => onChange({ ...further, role: event.target.value })}>
      ${[['', t('further.none')], ['registered', t('further.registered')], ['residence', t('further.residence')]].map(([role, text]) => html`<option value=${role} ?selected=${further.role === role}>${text}</option>`)}
    </select>`,
  });

  return {
    view(further) {
      current = further;
      return html`${roles(further)}
        ${further.role
          ? html`<div class="arealists">${areas.view(further.chain)}</div>
            ${textField({ id: 'further-address', label: t(further.role === 'residence' ? 'further.home' : 'further.address'), value: further.address, maxlength: LONGEST_HOME, onInput: (address) => onChange({ ...further, address }) })}
            ${further.role === 'residence' ? html`<p class="note">${icon('info', '18')}<span>${t('further.home.sealed')}</span></p>` : nothing}`
          : nothing}`;
    },
  };
}
