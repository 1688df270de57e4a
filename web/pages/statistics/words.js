import { localeTag, number, t } from '../../core/i18n.js';

/** 2026-01 as the reader writes a month. */
export const monthText = (month) => new Intl.DateTimeFormat(localeTag(), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));

/** Against the month before: sign and number, or that there is nothing to compare. */
export function changeText({ requests, requests_before: before }) {
  return before === null || before === undefined
    ? t('statistics.noBefore')
    : number((requests - before) / before, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 });
}
