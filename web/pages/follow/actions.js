import { pictureBy, postJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';

/** What the three forms below a request hold; `doing` names the one that is open. */
export const EMPTY_FORMS = Object.freeze({ doing: null, facts: '', reason: '', contacted: null, solved: null, satisfaction: null, comment: '' });

const PATHS = { add_facts: 'facts', withdraw: 'withdrawal', call_back: 'evaluation' };

const LINK_REFUSALS = { wrong_link: 'follow.link.wrong', used_link: 'follow.link.used', expired_link: 'follow.link.expired' };

/** Everything a person can do on the page, by name. */
export function createActions({ store, submission, photos }) {
  const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
  const path = (end) => `/requests/${encodeURIComponent(store.get().number.replace(/[\s-]/g, ''))}/${end}`;

  async function look(event) {
    event?.preventDefault();
    const { number, code, looking } = store.get();
    const errors = {
      ...(number.trim() === '' ? { number: t('follow.lacks.number') } : {}),
      ...(code.trim() === '' ? { code: t('follow.lacks.code') } : {}),
    };
    store.set({ errors, fault: null, said: '' });
    if (Object.keys(errors).length > 0) {
      focus(errors.number ? 'number' : 'code');
      return;
    }
    if (!looking) {
      await fetchRequest(code);
    }
  }

  async function fetchRequest(code) {
    store.set({ looking: true });
    try {
      show(await postJson(path('status'), { query_code: code }));
      store.set({ looking: false });
      focus('request-title');
    } catch (error) {
      store.set({ looking: false, ...refusal(error) });
      focus('code');
    }
  }

  /** A request that was split off this one: the same code opens it. */
  async function part(number) {
    store.set({ number });
    await fetchRequest(store.get().code);
  }

  /** Pictures open with the code only: each is fetched with it and shown from memory. */
  function show(request) {
    const { code, pictures } = store.get();
    store.set({ request });
    for (const { id } of request.attachments.filter(({ id, type }) => type.startsWith('image/') && !(id in pictures))) {
      pictureBy(path(`attachments/${id}`), { query_code: code }).then(
        (url) => store.set({ pictures: { ...store.get().pictures, [id]: url } }),
        () => {},
      );
    }
  }

  function refusal(error) {
    const key = { wrong_query_code: 'follow.wrong', too_many_query_codes: 'follow.locked' }[error.code];
    return key ? { errors: { code: t(key) } } : { fault: error };
  }

  async function act(action, body, said) {
    const request = await submission.send(path(PATHS[action]), { query_code: store.get().code, ...body });
    if (request) {
      photos.clear();
      show(request);
      store.set({ ...EMPTY_FORMS, errors: {}, said: t(said) });
      focus('request-title');
    }
  }

  function addFacts(event) {
    event.preventDefault();
    const { facts } = store.get();
    if (facts.trim() === '') {
      store.set({ errors: { facts: t('follow.lacks.facts') } });
      focus('facts');
      return;
    }
    act('add_facts', { text: facts.trim(), attachments: photos.keys() }, 'follow.added');
  }

  function withdraw(event) {
    event.preventDefault();
    act('withdraw', { reason: store.get().reason.trim() || undefined }, 'follow.withdrawn');
  }

  /** What was answered to the three questions, or null when one lacks its answer. */
  function evaluation(event) {
    event.preventDefault();
    const { contacted, solved, satisfaction, comment } = store.get();
    const errors = Object.fromEntries(Object.entries({ contacted, solved, satisfaction }).filter(([, value]) => value === null).map(([name]) => [name, t('follow.lacks.choice')]));
    store.set({ errors });
    if (Object.keys(errors).length > 0) {
      focus(Object.keys(errors)[0]);
      return null;
    }
    return { contacted: contacted === 'yes', solved: solved === 'yes', satisfaction, text: comment.trim() || undefined };
  }

  function evaluate(event) {
    const said = evaluation(event);
    said && act('call_back', said, 'follow.evaluated');
  }

  /** The link of a message: what it asks about, or why it is no longer good. */
  async function openLink() {
    store.set({ link: 'loading', fault: null });
    try {
      store.set({ link: 'open', asked: await postJson('/callback-links/status', { token: store.get().token }) });
      focus('form-call_back');
    } catch (error) {
      linkFailed(error);
    }
  }

  function linkFailed(error) {
    const refused = Object.hasOwn(LINK_REFUSALS, error.code);
    store.set(refused ? { link: 'refused', refusal: t(LINK_REFUSALS[error.code]) } : { link: 'failed', fault: error });
    focus('link-title');
  }

  async function evaluateByLink(event) {
    const said = evaluation(event);
    const done = said && (await submission.send('/callback-links/evaluation', { token: store.get().token, ...said }));
    if (done) {
      history.replaceState(null, '', location.pathname + location.search);
      store.set({ link: 'done' });
      focus('link-title');
    } else if (Object.hasOwn(LINK_REFUSALS, submission.get().error?.code ?? '')) {
      linkFailed(submission.get().error);
    }
  }

  /** A follower goes: what the server kept of them is gone, and so is the page's. */
  async function stop() {
    try {
      await postJson(path('followers/stop'), { query_code: store.get().code });
      history.replaceState(null, '', '/follow');
      store.set({ ...EMPTY_FORMS, request: null, number: '', code: '', errors: {}, fault: null, said: t('follow.stopped') });
      focus('number');
    } catch (error) {
      store.set({ said: error.detail || t('error.server.text') });
    }
  }

  return {
    part,
    look, addFacts, withdraw, evaluate, stop, openLink, evaluateByLink,
    type: (name, value) => store.set({ [name]: value, errors: { ...store.get().errors, [name]: '' } }),
    open(doing) {
      submission.forget();
      store.set({ doing, errors: {}, said: '' });
      focus(doing === null ? 'request-title' : `form-${doing}`);
    },
    byCode() {
      submission.forget();
      store.set({ ...EMPTY_FORMS, token: '', link: null, errors: {} });
      focus('number');
    },
    other() {
      submission.forget();
      history.replaceState(null, '', '/follow');
      store.set({ ...EMPTY_FORMS, request: null, number: '', code: '', said: '', errors: {} });
      focus('number');
    },
  };
}
