package org.servicemap.units;

import org.servicemap.text.LocalText;

/** A hotline that was merged into the city's one number; requests keep the one they came from. */
public record Hotline(String code, String number, LocalText name, LocalText operator) {}
