package org.servicemap.citypack.synthetic;

import java.util.List;

/**
 * One area's outline as its file has it: possibly invalid, and overlapping its neighbours.
 *
 * @param code the area's code
 * @param polygons rings by polygon (shell first), as x0,y0,x1,y1,… in whole units of the file's quantisation
 */
record Outline(String code, List<List<int[]>> polygons) {}
