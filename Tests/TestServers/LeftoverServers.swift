import Foundation
import LocalServers

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Ends the servers that run in a folder, and removes it.
enum LeftoverServers {
    /// Removes the folders of test processes that are gone, with the servers they left running.
    static func sweep(_ parent: String) async {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names {
            guard let folder = TestFolderName(name), !ProcessProbe.isAlive(folder.owner) else { continue }
            await stopAndRemove("\(parent)/\(name)")
        }
    }

    static func stopAndRemove(_ folder: String) async {
        var servers: [Int32] = []
        for found in serverFiles(under: folder) where await isStillThatServer(found) {
            servers.append(found.processID)
        }
        servers.forEach(end)
        _ = await Polling.until(.seconds(10)) { !servers.contains(where: ProcessProbe.isAlive) }
        for server in servers where ProcessProbe.isAlive(server) { ProcessProbe.signal(server, SIGKILL) }
        remove(folder)
    }

    /// The same for an exit handler, which can't wait for tasks. The folder must be this process' own: whose the
    /// processes are is not looked at.
    static func stopAndRemoveBlocking(_ folder: String) {
        let servers = serverFiles(under: folder).map(\.processID).filter(ProcessProbe.isAlive)
        servers.forEach(end)
        for _ in 0..<1000 where servers.contains(where: ProcessProbe.isAlive) { usleep(10_000) }
        for server in servers where ProcessProbe.isAlive(server) { ProcessProbe.signal(server, SIGKILL) }
        remove(folder)
    }

    private struct ServerFile {
        let processID: Int32
        /// What the server's command line contains.
        let mark: String
    }

    /// At once, without writing anything more; a suspended one has to be woken for that.
    private static func end(_ processID: Int32) {
        ProcessProbe.signal(processID, SIGQUIT)
        ProcessProbe.signal(processID, SIGCONT)
    }

    private static func isStillThatServer(_ file: ServerFile) async -> Bool {
        guard ProcessProbe.isAlive(file.processID) else { return false }
        return await ProcessProbe.commandLine(file.processID)?.contains(file.mark) ?? false
    }

    private static func serverFiles(under folder: String) -> [ServerFile] {
        paths(under: folder).compactMap { path in
            let name = (path as NSString).lastPathComponent
            let parent = (path as NSString).deletingLastPathComponent
            if name == "postmaster.pid", let file = PostmasterFile.read(dataDirectory: parent) {
                return ServerFile(processID: file.processID, mark: parent)
            }
            if name == "redis.pid", let text = FileManager.default.contents(atPath: path),
                let processID = Int32(String(decoding: text, as: UTF8.self).prefix { $0.isNumber })
            {
                return ServerFile(processID: processID, mark: "redis-server")
            }
            return nil
        }
    }

    private static func remove(_ folder: String) {
        for note in paths(under: folder) where note.hasSuffix("/socket-directory") {
            guard let bytes = FileManager.default.contents(atPath: note) else { continue }
            let socketDirectory = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            // Only what a server made for itself.
            if socketDirectory.hasPrefix("/tmp/bookedbarber-") {
                try? FileManager.default.removeItem(atPath: socketDirectory)
            }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The files down to the depth where a server's own are (`<test>/postgres/data/postmaster.pid`).
    private static func paths(under folder: String, depth: Int = 5) -> [String] {
        guard depth > 0 else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.flatMap { name in
            let path = "\(folder)/\(name)"
            // The cluster's own subfolders hold thousands of files and none that matters here.
            return name == "base" ? [] : [path] + paths(under: path, depth: depth - 1)
        }
    }
}
