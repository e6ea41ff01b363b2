import ExerciseKit

// Divide and conquer. The numbers are the root of a binary tree. Whoever gets a branch halves it, puts
// the right half on the common heap for anybody, and goes on with the left, until what is left is short
// enough to be tested. Read from left to right, the leaves are in ascending order.

/// A branch is changed only by the worker that has it in its hands.
private final class Branch: @unchecked Sendable {
  let numbers: Range<Int>
  var halves: (left: Branch, right: Branch)?
  var primes: [Int] = []

  init(_ numbers: Range<Int>) { self.numbers = numbers }

  func split() -> (left: Branch, right: Branch) {
    let middle = numbers.lowerBound + numbers.count / 2
    let halves = (
      left: Branch(numbers.lowerBound..<middle), right: Branch(middle..<numbers.upperBound)
    )
    self.halves = halves
    return halves
  }

  func collect(into list: inout [Int]) {
    if let (left, right) = halves {
      left.collect(into: &list)
      right.collect(into: &list)
    } else {
      list += primes
    }
  }
}

private final class Heap: @unchecked Sendable {
  private let condition = Condition()
  private var branches: [Branch]
  private var unfinished = 1  // on the heap or in somebody's hands

  init(_ root: Branch) { branches = [root] }

  // Takes a branch. Sleeps while others may still bring some, and gives `nil` when all is done.
  func take() -> Branch? {
    condition.withLock {
      while branches.isEmpty && unfinished > 0 { condition.wait() }
      return branches.popLast()
    }
  }

  func put(_ branch: Branch) {
    condition.withLock {
      branches.append(branch)
      unfinished += 1
      condition.signal()
    }
  }

  func finishedOne() {
    condition.withLock {
      unfinished -= 1
      if unfinished == 0 { condition.broadcast() }
    }
  }
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else { throw InvalidArgument("workers", "at least 1 is needed") }
  guard limit >= 2 else { return [] }

  let team = min(workers, limit - 1)
  let short = max(1, (limit - 1) / (team * 32))
  let root = Branch(2..<limit + 1)
  let heap = Heap(root)

  let threads = (1...team).map { _ in
    spawn {
      while var branch = heap.take() {
        while branch.numbers.count > short {
          let (left, right) = branch.split()
          heap.put(right)
          branch = left
        }
        branch.primes = branch.numbers.filter(isPrime)
        heap.finishedOne()
      }
    }
  }
  for thread in threads { thread.join() }

  var result: [Int] = []
  root.collect(into: &result)
  return result
}
