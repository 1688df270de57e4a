/**
 * Whom an operator books for, as the operator's desk says it behind the `#` (`caller=…&name=…`): it goes to no server and out of the
 * address at once.
 */
export function readCaller() {
  const said = new URLSearchParams(location.hash.slice(1));
  if (!said.has('phone') && !said.has('name')) {
    return {};
  }
  history.replaceState(null, '', location.pathname + location.search);
  return { name: said.get('name') ?? '', phone: said.get('phone') ?? '' };
}
