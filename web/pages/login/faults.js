import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** What went wrong with a login, in words; by code, because the server's sentences are English. */
function words(error) {
  switch (error.code) {
    case 'login_refused':
      return t('login.fault.refused');
    case 'locked_out':
      return t('login.fault.lockedOut', { minutes: Math.max(1, Math.ceil(error.retryAfter / 60)) });
    case 'too_many_codes':
      return t('login.fault.tooManyCodes', { seconds: error.retryAfter });
    case 'too_many_requests':
      return t('login.fault.tooMany');
    case 'wrong_code':
      return t('login.fault.wrongCode');
    case 'wrong_password':
      return t('login.fault.wrongPassword');
    case 'weak_password':
      return t('login.fault.weakPassword');
    case 'invalid_contact':
      return t('login.fault.contact');
    case 'not_sent':
      return t('login.fault.notSent');
    case 'invalid_field':
    case 'missing_field':
      return t('login.fault.empty');
    default:
      return error.kind === 'offline' ? t('error.offline.title') : t('error.server.text');
  }
}

/** The fault, unless it stands at one of the form's fields. */
export const formError = (error, ...fields) =>
  error && !fields.includes(error.field) ? html`<p class="form__error" role="alert">${icon('warn', '18')}${words(error)}</p>` : nothing;

export const fieldError = (error, name) => (error?.field === name ? words(error) : '');

export const submit = (work) => (event) => {
  event.preventDefault();
  work();
};
