import { t } from '../core/i18n.js';

export const ROLES = ['operator', 'dispatcher', 'handler', 'lead', 'warden', 'supervisor', 'analyst', 'administrator'];

const NAMES = {
  citizen: () => t('role.citizen'),
  operator: () => t('role.operator'),
  dispatcher: () => t('role.dispatcher'),
  handler: () => t('role.handler'),
  lead: () => t('role.lead'),
  warden: () => t('role.warden'),
  supervisor: () => t('role.supervisor'),
  analyst: () => t('role.analyst'),
  administrator: () => t('role.administrator'),
};

export const roleName = (role) => NAMES[role]?.() ?? role;
