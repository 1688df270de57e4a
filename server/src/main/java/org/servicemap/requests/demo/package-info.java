/**
 * The demo's invented year of requests: who asks for what, when and where, and what becomes of it, as pure functions of a
 * seed. Every step is taken by the real table of transitions. No SQL, no HTTP. May import text, requests.language and
 * requests.lifecycle.
 */
@NullMarked
package org.servicemap.requests.demo;

import org.jspecify.annotations.NullMarked;
