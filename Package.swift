// swift-tools-version: 6.3

import PackageDescription

/// The exercises, in teaching order.
///
/// Every target of an exercise is derived from its name here.
let exercises = [
  (number: "01", name: "BasicThreads"),
  (number: "02", name: "SafeCounter"),
  (number: "03", name: "ThreadPool"),
  (number: "04", name: "URLDownloader"),
  (number: "05", name: "ProcessPool"),
  (number: "06", name: "PrimeFinder"),
  (number: "07", name: "TaskGather"),
  (number: "08", name: "AsyncSemaphore"),
  (number: "09", name: "AsyncDownloader"),
  (number: "10", name: "ToolChooser"),
]

/// The folder the exercise targets are built from: `Exercises` unless the environment names another.
///
/// With `EXERCISES=Solutions` the suites check the solutions. With an empty value the package has no
/// exercise targets at all, only what judges them, which is what the grader prebuilds: no student
/// file can break that build.
let root = Context.environment["EXERCISES"] ?? "Exercises"
let isForGrader = root.isEmpty
/// The grader and the kit's own tests are the same whatever is in another folder: they are built with the
/// exercises alone.
let hasGrader = root == "Exercises"

/// What is on the way of every message and every look at a subject is optimised in debug builds too.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"])]

/// What is below every subject is called for each lock that it takes.
///
/// Where a sanitizer is, it stands in for nothing, which it knows by how it is compiled. It has frames, by
/// which calls are followed, and clears up when a thread is cancelled in it.
let belowAll: [CSetting] = [.unsafeFlags(["-O2", "-fno-omit-frame-pointer", "-fexceptions"])]

/// Has code call a function of Control's at each access to memory and at each atomic operation; Thread
/// Sanitizer itself isn't linked.
///
/// Not at a function's begin and end, and not where it fills or copies memory that it has to itself,
/// which would cost ordinary runs much and tell nothing.
let instrumented: [SwiftSetting] = [
  .unsafeFlags(
    [
      "-sanitize=thread", "-Xllvm", "-tsan-instrument-func-entry-exit=false",
      "-Xllvm", "-tsan-instrument-memintrinsics=false",
    ], .when(platforms: [.linux]))
]

/// The grader links subjects by itself, and with the library of fetches only those that fetch: it
/// brings some thirty others along, which every start of a subject would have to load.
///
/// Left alone, every module that imports ExerciseKit has the library linked, used or not.
let fetches = "FoundationNetworking"
let fetchesNotLinked: [SwiftSetting] = [
  .unsafeFlags(["-Xfrontend", "-disable-autolink-library", "-Xfrontend", fetches])
]

let kit: [Target] = [
  .target(name: "Control", cSettings: belowAll),
  .target(name: "Interleaving", swiftSettings: optimised),
  .target(name: "ThreadActivity", swiftSettings: optimised),
  .target(name: "ThreadSanitizerSupport"),
  .target(
    name: "ExerciseKit", dependencies: ["Interleaving", "ThreadSanitizerSupport"],
    swiftSettings: optimised + fetchesNotLinked,
    linkerSettings: [.linkedLibrary(fetches, .when(platforms: [.linux]))]
  ),
  .target(name: "Wire", dependencies: ["Interleaving"], swiftSettings: optimised),
  .target(name: "Workload", swiftSettings: optimised),
  .target(
    name: "SubjectRuntime",
    dependencies: ["ExerciseKit", "Interleaving", "Control", "ThreadActivity", "Wire"],
    path: "Sources/Subject/Runtime", swiftSettings: optimised + fetchesNotLinked
  ),
  .target(
    name: "Judge", dependencies: ["Interleaving", "ThreadActivity", "Wire"],
    swiftSettings: optimised
  ),
  .executableTarget(name: "Launcher"),
  .executableTarget(name: "LineWorker", dependencies: ["Workload"], swiftSettings: optimised),
  .target(
    name: "Checks", dependencies: ["Judge", "Launcher", "LineWorker", "ThreadActivity"],
    path: "Tests/Checks"),
]

let grader: [Target] = [
  .executableTarget(
    name: "grader",
    dependencies: ["Combinations", "ExerciseKit", "Judge", "ThreadActivity", "Workload"],
    path: "grader", exclude: ["Cluster", "Gradescope", "README.md", "Rubric/rubric.schema.json"]),
  .target(name: "Combinations", path: "Tests/Combinations", swiftSettings: optimised),
  .executableTarget(name: "SanitizerProof", dependencies: ["ExerciseKit"]),
  .executableTarget(name: "ControlProof", dependencies: ["Control"], swiftSettings: instrumented),
  .target(name: "OffThePool", path: "Tests/OffThePool"),
  .testTarget(name: "ControlTests", dependencies: ["ControlProof"]),
  .testTarget(name: "ExerciseKitTests", dependencies: ["ExerciseKit", "Judge", "OffThePool"]),
  .testTarget(name: "WireTests", dependencies: ["Wire"]),
  .testTarget(name: "WorkloadTests", dependencies: ["Workload"]),
  .testTarget(name: "InterleavingTests", dependencies: ["Interleaving"]),
  .testTarget(
    name: "SubjectRuntimeTests",
    dependencies: ["ExerciseKit", "Control", "SubjectRuntime", "Wire"]),
  .testTarget(
    name: "JudgeTests",
    dependencies: [
      "Checks", "grader", "Interleaving", "Judge", "OffThePool", "ProcessPoolSubject",
      "ThreadActivity",
    ], exclude: ["Golden"]),
  .testTarget(name: "CombinationsTests", dependencies: ["Combinations"]),
  .testTarget(name: "graderTests", dependencies: ["grader", "OffThePool"]),
  .testTarget(name: "LessonTests", dependencies: ["grader", "Judge"]),
]

let subjects: [Target] = exercises.flatMap { exercise -> [Target] in
  [
    .target(
      name: exercise.name,
      dependencies: ["ExerciseKit"],
      path: "\(root)/\(exercise.number)-\(exercise.name)",
      exclude: hasGrader ? ["README.md"] : [],
      swiftSettings: instrumented
    ),
    .executableTarget(
      name: "\(exercise.name)Subject",
      dependencies: ["ExerciseKit", "Workload", "SubjectRuntime", .target(name: exercise.name)],
      path: "Sources/Subject/\(exercise.name)"
    ),
  ]
}

let suites: [Target] = exercises.map { exercise in
  .testTarget(
    name: "\(exercise.name)Tests",
    dependencies: ["Checks", "Workload"]
      + (isForGrader ? [] : [.target(name: "\(exercise.name)Subject")])
  )
}

// A student's module is built as anybody would build it.
let notStudents = (kit + suites + grader + subjects).filter { target in
  !exercises.contains { $0.name == target.name }
}
for target in notStudents {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [.enableUpcomingFeature("InternalImportsByDefault")]
}

let package = Package(
  name: "ParallelismAndConcurrency",
  platforms: [.macOS(.v15)],
  products: isForGrader
    ? [.library(name: "SubjectParts", type: .static, targets: ["SubjectRuntime", "Workload"])]
    : hasGrader ? [.executable(name: "grader", targets: ["grader"])] : [],
  targets: kit + suites + (isForGrader ? [] : subjects) + (hasGrader ? grader : []),
  swiftLanguageModes: [.v6]
)
