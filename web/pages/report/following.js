import { currentLanguage, t } from '../../core/i18n.js';

/** Following a report of somebody else instead of filing the same again. */
export function createFollowing({ store, following }) {
  return {
    startFollowing(number) {
      following.forget();
      store.set({ following: number, followFault: '' });
      requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(number ? 'follow-contact' : 'nearby-title')?.focus()));
    },
    typeFollowContact: (followContact) => store.set({ followContact, followFault: '' }),
    async follow(number) {
      const contact = store.get().followContact.trim();
      const body = { language: currentLanguage(), ...(contact === '' ? {} : contact.includes('@') ? { email: contact } : { phone: contact }) };
      const receipt = await following.send(`/requests/${number}/followers`, body);
      const { status, error } = following.get();
      if (receipt) {
        store.set({ following: null, followContact: '', followed: { ...store.get().followed, [number]: receipt }, announcement: t('nearby.followed') });
      } else if (status === 'refused' && ['phone', 'email', 'contact.phone', 'contact.email'].includes(error.field)) {
        store.set({ followFault: t('nearby.contact.wrong') });
      }
    },
  };
}
