// Output of the program.
//
// To a pipe, the library would write by the page, and a process that crashes or is killed would have
// printed nothing. By lines nothing is lost but a line that was begun; by characters, which would save
// that too, a print of several parts is a write for each, which costs much and lets other programs'
// output in between.

#include "Control.h"
#include <stdio.h>

void printByLines(void) { setvbuf(stdout, NULL, _IOLBF, 0); }
