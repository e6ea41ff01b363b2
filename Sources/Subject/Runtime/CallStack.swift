/// The calls that the calling thread is in, innermost first, as distances from where the program was
/// loaded; calls in libraries are left out.
func callOffsets() -> [Int] {
  guard let backtrace, let programStart else { return [] }
  // So many calls are looked through for one of the student's.
  var calls = [UnsafeMutableRawPointer?](repeating: nil, count: 24)
  let count = Int(backtrace(&calls, Int32(calls.count)))
  return calls.prefix(count).compactMap { offset(of: $0, from: programStart) }
}

/// The place of a call, by its return address, as a distance from where the program was loaded; nil
/// in a library.
func offset(of address: UnsafeMutableRawPointer?, from programStart: Int) -> Int? {
  // A return address lies behind the call it belongs to.
  let offset = Int(bitPattern: address) - 1 - programStart
  // Libraries are loaded far from the program, which is smaller than this.
  return 0..<(1 << 30) ~= offset ? offset : nil
}

/// Follows the calls by the unwinding tables, as frames of C code need not be linked.
let backtrace = symbol(
  "backtrace",
  as: (@convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>, Int32) -> Int32).self)

/// Where the program was loaded.
let programStart: Int? = {
  let probe: @convention(c) () -> Void = {}
  return start(ofWhatHas: unsafeBitCast(probe, to: UnsafeRawPointer.self))
}()

/// Where the program or library was loaded that an address belongs to.
func start(ofWhatHas address: UnsafeRawPointer) -> Int? {
  let dladdr = symbol(
    "dladdr", as: (@convention(c) (UnsafeRawPointer, UnsafeMutablePointer<Int>) -> Int32).self)
  // A Dl_info: file name, load address, symbol name, symbol address.
  var info = [0, 0, 0, 0]
  guard let dladdr, dladdr(address, &info) != 0 else { return nil }
  return info[1]
}
