/** Which community, which proposal, whether the desk: what a link says. */
export function readAddress(search) {
  const query = new URLSearchParams(search);
  const word = (name) => (/^[\w.:-]{1,80}$/.test(query.get(name) ?? '') ? query.get(name) : null);
  return { area: word('area'), proposal: word('proposal'), view: query.get('view') === 'desk' ? 'desk' : 'page' };
}

export function addressOf({ area, proposal, view }) {
  const parts = [area && `area=${encodeURIComponent(area)}`, proposal && `proposal=${encodeURIComponent(proposal)}`, view === 'desk' && 'view=desk'].filter(Boolean);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
