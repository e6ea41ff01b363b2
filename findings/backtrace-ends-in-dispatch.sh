#!/usr/bin/env bash
# libswiftDispatch, Dispatch's Swift part (Swift 6.3.1), on Linux
#
# A guess: a backtrace that is taken below `DispatchSemaphore(value:)` shows who makes the semaphore, as one
# taken below a function of one's own does, optimised or not.
# What happens: it ends in libswiftDispatch, which has neither a table for unwinding this function nor a frame
# pointer in it. Swift code of one's own has a table, optimised or not.
# Whom it concerns: whoever finds out by a backtrace where code makes or waits for something of Dispatch:
# profilers, crash reporters, detectors of leaks and of deadlocks. What they show has no line of the program.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
[[ $(uname -s) == Linux ]] || cannot "this is about Linux."
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

# Stands in for the function of C that libswiftDispatch calls to make a semaphore, and looks who has called.
cat > looks.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <stdint.h>
#include <string.h>

/// Whether a backtrace of this thread leads into the program itself.
int leadsToTheProgram(void) {
  void *calls[64];
  Dl_info program, place;
  dladdr(dlsym(RTLD_DEFAULT, "main"), &program);
  for (int i = backtrace(calls, 64) - 1; i >= 0; i--)
    if (dladdr(calls[i], &place) && strcmp(place.dli_fname, program.dli_fname) == 0) return 1;
  return 0;
}

int madeByTheProgram = -1;

void *dispatch_semaphore_create(intptr_t value) {
  madeByTheProgram = leadsToTheProgram();
  void *(*library)(intptr_t) = (void *(*)(intptr_t))dlsym(RTLD_NEXT, "dispatch_semaphore_create");
  return library(value);
}

int wasMadeByTheProgram(void) { return madeByTheProgram; }
C
cat > makes.swift <<'SWIFT'
import Dispatch

@_silgen_name("leadsToTheProgram") func leadsToTheProgram() -> Int32
@_silgen_name("wasMadeByTheProgram") func wasMadeByTheProgram() -> Int32

@inline(never) func ownFunction() -> Int32 { leadsToTheProgram() + 0 }
@inline(never) func makeSemaphore() -> Int32 {
  let semaphore = DispatchSemaphore(value: 1)
  semaphore.wait()
  semaphore.signal()
  return wasMadeByTheProgram()
}

func words(_ isShown: Int32) -> String { ["not asked for", "missing", "shown"][Int(isShown) + 1] }
print(words(ownFunction()), words(makeSemaphore()))
SWIFT
clang=$(dirname "$(command -v swiftc)")/clang
"$clang" -shared -fPIC -O1 -g looks.c -o liblooks.so -ldl || cannot "the stand-in didn't compile."
swiftc -Onone -Xlinker -export-dynamic makes.swift -L. -llooks -Xlinker -rpath -Xlinker "$work" -o makes ||
  cannot "the program didn't compile."
read -r own semaphore < <(LD_PRELOAD=$work/liblooks.so timeout 60 ./makes) || cannot "the program didn't end."

echo "$version"
echo "In a backtrace taken below a function of its own, the program is $own;"
echo "in one taken below DispatchSemaphore(value:), it is $semaphore."
[[ "$own $semaphore" == "shown missing" ]]
