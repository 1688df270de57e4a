/**
 * Invents places for a demo city from its areas: deterministic, labelled synthetic. May import places and what areas are made
 * of.
 */
@NullMarked
package org.servicemap.places.demo;

import org.jspecify.annotations.NullMarked;
