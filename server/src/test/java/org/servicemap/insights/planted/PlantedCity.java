package org.servicemap.insights.planted;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A square grid of places a kilometre apart, each with a rate of its own, on days of a week's rhythm; and, if wanted, a disc in which the rate
 * is higher on the last days. Draws Poisson counts with a generator and a method of its own.
 */
public final class PlantedCity {
    private static final double[] WEEK = {1.1, 1.1, 1.05, 1, 1, 0.85, 0.9};
    private final int side;
    private final int days;
    private final double mean;
    private final Random random;
    private final double[] rates;

    /**
     * @param side places along one edge
     * @param mean requests a place and day, on average
     */
    public PlantedCity(int side, int days, double mean, long seed) {
        this.side = side;
        this.days = days;
        this.mean = mean;
        this.random = new Random(seed);
        this.rates = new double[side * side];
        for (int site = 0; site < rates.length; site++) {
            rates[site] = 0.25 + 1.5 * random.nextDouble();
        }
    }

    public int sites() {
        return side * side;
    }

    public double[] eastMetres() {
        double[] x = new double[sites()];
        for (int site = 0; site < x.length; site++) {
            x[site] = site % side * 1000.0;
        }
        return x;
    }

    public double[] northMetres() {
        double[] y = new double[sites()];
        for (int site = 0; site < y.length; site++) {
            y[site] = site / side * 1000.0;
        }
        return y;
    }

    public double[] rates() {
        return rates.clone();
    }

    public double[] week() {
        double[] weights = new double[days];
        for (int day = 0; day < days; day++) {
            weights[day] = WEEK[day % 7];
        }
        return weights;
    }

    /** Places within a radius of the grid's place in the middle. */
    public Set<Integer> disc(double radiusMetres) {
        int middle = side / 2;
        Set<Integer> inside = new TreeSet<>();
        for (int site = 0; site < sites(); site++) {
            if (Math.hypot(site % side - middle, site / side - middle) * 1000 <= radiusMetres) {
                inside.add(site);
            }
        }
        return inside;
    }

    /** Counts with nothing wrong. */
    public int[] noise() {
        return planted(Set.of(), 0, 1);
    }

    /** Counts with the rate of some places risen on the last days. */
    public int[] planted(Set<Integer> places, int lastDays, double risk) {
        int[] counts = new int[sites() * days];
        for (int site = 0; site < sites(); site++) {
            for (int day = 0; day < days; day++) {
                boolean risen = day >= days - lastDays && places.contains(site);
                counts[site * days + day] = poisson(mean * rates[site] * WEEK[day % 7] * (risen ? risk : 1));
            }
        }
        return counts;
    }

    /** Knuth's product of uniforms: slow and plainly right for small means. */
    private int poisson(double expected) {
        double limit = Math.exp(-expected);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
