import Foundation

/// The `bookedbarber` executable that was built together with these tests.
enum BuiltProgram {
    /// It lies beside the test bundle.
    static let path: String = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let folder = (bundle ?? Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
            .resolvingSymlinksInPath().deletingLastPathComponent()
        return folder.appendingPathComponent("bookedbarber").path
    }()
}
