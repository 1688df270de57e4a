/*
 * No module, so that browsers run it to which the page itself says nothing: they know modules, but no import maps. Those that cannot be
 * asked are Chrome 89 to 95, which have both, and older Safari, which has not.
 */
(function () {
  var asked = window.HTMLScriptElement && HTMLScriptElement.supports;
  var able = asked ? HTMLScriptElement.supports('importmap') : Boolean(navigator.userAgentData);
  if (!able) {
    document.getElementById('too-old').hidden = false;
  }
})();
