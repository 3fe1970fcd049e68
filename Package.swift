// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // The byte reader is a view of a buffer that must not outlive it; the compiler proves that it does not.
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "aerospike-connector",
    products: [
        .library(name: "AerospikeSDK", targets: ["AerospikeSDK"]),
        .library(name: "AerospikeConfigLoader", targets: ["AerospikeConfigLoader"]),
        .library(name: "AerospikeSandbox", targets: ["AerospikeSandbox"]),
        .executable(name: "connector", targets: ["ConnectorCLI"]),
    ],
    targets: [
        .systemLibrary(
            name: "CAerospikeOpenSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"]), .yum(["openssl-devel"]), .brew(["openssl@3"])]
        ),
        .systemLibrary(
            name: "CAerospikeYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .yum(["libyaml-devel"]), .brew(["libyaml"])]
        ),
        .systemLibrary(
            name: "CAerospikeCrypt",
            pkgConfig: "libcrypt",
            providers: [.apt(["libcrypt-dev"]), .yum(["libxcrypt-devel"])]
        ),
        .systemLibrary(name: "CAerospikeLinux"),
        .target(
            name: "AerospikeSDK",
            dependencies: ["CAerospikeOpenSSL", "CAerospikeCrypt", "CAerospikeLinux"],
            path: "Sources/SDK",
            swiftSettings: settings
        ),
        .target(
            name: "AerospikeConfigLoader",
            dependencies: ["AerospikeSDK", "CAerospikeYAML"],
            path: "Sources/ConfigLoader",
            swiftSettings: settings
        ),
        .target(
            name: "AerospikeSandbox",
            dependencies: ["AerospikeSDK", "CAerospikeLinux", "CAerospikeOpenSSL"],
            path: "Sources/Sandbox",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ConnectorCLI",
            dependencies: ["AerospikeSDK", "AerospikeConfigLoader", "AerospikeSandbox"],
            path: "Sources/ConnectorCLI",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "QuickStart",
            dependencies: ["AerospikeSDK", "AerospikeConfigLoader", "AerospikeSandbox"],
            path: "Examples/QuickStart",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Guide",
            dependencies: ["AerospikeSDK", "AerospikeConfigLoader", "AerospikeSandbox"],
            path: "Examples/Guide",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ClientBenchmark",
            dependencies: ["AerospikeSDK", "AerospikeConfigLoader", "AerospikeSandbox", "CAerospikeYAML"],
            path: "Benchmarks/ClientBenchmark",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "WireFuzz",
            dependencies: ["AerospikeSDK"],
            path: "Fuzz/WireFuzz",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ProfileFuzz",
            dependencies: ["AerospikeConfigLoader"],
            path: "Fuzz/ProfileFuzz",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "JudgeExchange",
            dependencies: ["AerospikeSDK", "AerospikeConfigLoader"],
            path: "Tests/Judge/Exchange",
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            path: "Tests/Support",
            swiftSettings: settings
        ),
        .testTarget(
            name: "SDKTests",
            dependencies: ["AerospikeSDK", "CAerospikeOpenSSL", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ConfigLoaderTests",
            dependencies: ["AerospikeConfigLoader", "AerospikeSDK", "AerospikeSandbox"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SandboxTests",
            dependencies: ["AerospikeSandbox", "AerospikeSDK"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["AerospikeSDK", "AerospikeSandbox", "AerospikeConfigLoader", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ConnectorCLITests",
            dependencies: ["ConnectorCLI", "AerospikeSDK", "AerospikeConfigLoader", "AerospikeSandbox"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ExampleTests",
            dependencies: ["Guide", "QuickStart", "AerospikeSandbox", "AerospikeSDK"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TidyTests",
            swiftSettings: settings
        ),
    ]
)
