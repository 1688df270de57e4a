package org.servicemap.geo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads definitions of coordinate reference systems and keeps those that were read lately: building one costs milliseconds. */
final class CrsParser {
    private static final int LONGEST = 16_000;
    private static final Pattern CODE =
            Pattern.compile("(?:EPSG:|URN:OGC:DEF:CRS:EPSG:[^:]*:|HTTPS?://WWW\\.OPENGIS\\.NET/DEF/CRS/EPSG/[^/]*/"
                    + "|HTTP://WWW\\.OPENGIS\\.NET/GML/SRS/EPSG\\.XML#)(\\d{1,9})");
    private static final Pattern CRS84 = Pattern.compile(
            "WGS84|(?:URN:OGC:DEF:CRS:)?(?:OGC:)?(?:[\\d.]*:)?CRS84|HTTPS?://WWW\\.OPENGIS\\.NET/DEF/CRS/OGC/.*CRS84");
    private static final Pattern WKT = Pattern.compile("(?is)\\s*(GEOGCS|PROJCS|COMPD_CS)\\s*[\\[(].*");
    private static final Pattern WKT2 = Pattern.compile(
            "(?is)\\s*(GEOGCRS|GEODCRS|PROJCRS|BOUNDCRS|COMPOUNDCRS|GEODETICCRS|PROJECTEDCRS)\\s*[\\[(].*");
    private static final Pattern TOWGS84 = Pattern.compile("towgs84=[-+.\\deE, ]+");
    private static final Cache<String, Crs> KNOWN =
            Caffeine.newBuilder().maximumSize(256).build();
    /** Why a definition was refused: asking again costs nothing, and many wrong ones do not drive out what is in use. */
    private static final Cache<String, String> REFUSED =
            Caffeine.newBuilder().maximumSize(1024).build();

    private CrsParser() {}

    static Crs parse(String definition) {
        String text = definition.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw unknown(text, text.isEmpty() ? "it is empty" : "it is too long");
        }
        String refusal = REFUSED.getIfPresent(text);
        if (refusal != null) {
            throw refused(refusal);
        }
        try {
            return KNOWN.get(text, CrsParser::read);
        } catch (GeoException e) {
            REFUSED.put(text, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    static void prepare() {
        try {
            parse("EPSG:3857");
        } catch (GeoException e) {
            // the registry is ready when it has answered, whatever it said
        }
    }

    private static Crs read(String text) {
        int option = text.lastIndexOf(';');
        if (option >= 0) {
            return shifted(
                    text,
                    text.substring(0, option).strip(),
                    text.substring(option + 1).strip());
        }
        return plain(text);
    }

    private static Crs plain(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.equals("GCJ02") || upper.equals("GCJ-02")) {
            return Gcj02.INSTANCE;
        }
        if (upper.equals("BD09") || upper.equals("BD-09")) {
            return Bd09.INSTANCE;
        }
        if (CRS84.matcher(upper).matches()) {
            return PlainDegrees.WGS84;
        }
        Matcher code = CODE.matcher(upper);
        if (code.matches()) {
            return ofCode(Integer.parseInt(code.group(1)));
        }
        return WKT.matcher(text).matches() ? EpsgCrs.ofWkt(text) : custom(text);
    }

    private static Crs ofCode(int code) {
        return switch (code) {
            case 4326 -> PlainDegrees.WGS84;
            case 4490 -> new PlainDegrees("EPSG:4490");
            default -> EpsgCrs.ofCode(code);
        };
    }

    private static Crs custom(String text) {
        if (text.startsWith("+") || text.startsWith("proj=")) {
            return ProjCrs.parse(text);
        }
        if (WKT2.matcher(text).matches()) {
            throw unknown(text, "this is WKT 2, and WKT 1 is understood: give the EPSG code, or save it as WKT 1");
        }
        throw unknown(text, "give wgs84, gcj02, bd09, EPSG:n, WKT or a +proj=… definition");
    }

    private static Crs shifted(String whole, String base, String option) {
        if (!(plain(base) instanceof EpsgCrs projection)) {
            throw unknown(
                    whole, "a datum shift can be set only for EPSG codes and WKT; a +proj definition has +towgs84");
        }
        EpsgCrs own = projection.toOwnDegrees();
        if (option.equals("shift=none")) {
            return new ShiftedCrs(whole, own, PlainDegrees.WGS84);
        }
        if (!TOWGS84.matcher(option).matches()) {
            throw unknown(whole, "after the semicolon stands shift=none or towgs84=dx,dy,dz[,rx,ry,rz,ppm]");
        }
        String degrees = "+proj=longlat " + own.projEllipsoid() + " +" + option.replace(" ", "");
        return new ShiftedCrs(whole, own, ProjCrs.parse(degrees));
    }

    static GeoException unknown(String text, String why) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return refused("\"" + shown + "\" is no known coordinate reference system: " + why);
    }

    private static GeoException refused(String message) {
        return new GeoException("unknown_crs", "crs", message);
    }
}
