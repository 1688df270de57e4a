/**
 * Whom an operator books for, as the operator's desk says it behind the `#` (`phone=…&name=…&call=…`): it goes to no server and out of the
 * address at once. A phone that is masked there stands for the call's own number, which only the server knows.
 */
export function readCaller() {
  const said = new URLSearchParams(location.hash.slice(1));
  if (!said.has('phone') && !said.has('name')) {
    return {};
  }
  history.replaceState(null, '', location.pathname + location.search);
  const [phone, call] = [said.get('phone') ?? '', said.get('call')];
  return { name: said.get('name') ?? '', ...(call && phone.includes('*') ? { call: { id: call, phone } } : { phone }) };
}
