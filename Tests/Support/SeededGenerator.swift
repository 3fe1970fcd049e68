import Foundation

/// A generator whose numbers follow from a seed, so that a failure can be run again: SplitMix64.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The seeds of one run of a property test: some that stay and one that is new; a failing test's arguments name it.
///
/// `CONNECTOR_TEST_SEED` runs the tests with one seed alone, such as that of a failure.
package let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["CONNECTOR_TEST_SEED"].flatMap { UInt64($0) }.map { [$0] }
    ?? [1, 2, .random(in: 3 ... .max)]
