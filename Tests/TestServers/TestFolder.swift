import Foundation
import LocalServers
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The temporary folder of this test process, and what happens to it when the process ends.
struct TestFolder: Sendable {
    let root: String

    private static let once = Once<TestFolder>()
    private static let numbers = Atomic<Int>(0)
    /// What the exit handler, a C function without a context, has to know.
    private static let made = Mutex<String?>(nil)

    /// Made at the first call, which also removes what killed test processes left.
    static func current() async throws -> TestFolder {
        try await once.value {
            let parent = FileManager.default.temporaryDirectory.path
            await LeftoverServers.sweep(parent)
            let root = "\(parent)/\(TestFolderName(owner: getpid(), number: UInt32.random(in: 0...UInt32.max)).text)"
            // Root's servers run as another user, who must be able to pass through.
            try FileManager.default.createDirectory(
                atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
            made.withLock { $0 = root }
            atexit {
                if let root = TestFolder.made.withLock({ $0 }) { LeftoverServers.stopAndRemoveBlocking(root) }
            }
            return TestFolder(root: root)
        }
    }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    /// An empty folder with a name of its own.
    func makeFolder(_ name: String) throws -> String {
        let number = Self.numbers.add(1, ordering: .relaxed).newValue
        let path = path("\(name)-\(number)")
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        return path
    }
}

/// The name of a test process' folder, which tells whose it is.
struct TestFolderName: Equatable {
    static let prefix = "bookedbarber-tests-"

    var owner: Int32
    var number: UInt32

    init(owner: Int32, number: UInt32) {
        self.owner = owner
        self.number = number
    }

    /// Nil for a folder that is none of ours.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let owner = Int32(parts[0]), owner > 0, let number = UInt32(parts[1], radix: 16)
        else { return nil }
        self.owner = owner
        self.number = number
    }

    var text: String { "\(Self.prefix)\(owner)-\(String(number, radix: 16))" }
}
