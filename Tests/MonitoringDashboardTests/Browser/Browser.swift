import Foundation
import Synchronization

/// Chromium without a window, driven over its DevTools protocol by a pipe.
///
/// It is looked for at `BOOKEDBARBER_CHROMIUM` and where Debian's package and macOS' programs are; without it tests fail.
actor Browser {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let process: Process
    private let input: FileHandle
    private let folder: URL
    private var last = 0
    private var waiting: [Int: CheckedContinuation<DevToolsMessage, any Error>] = [:]
    /// What pages have complained about, and what they have asked for, by session.
    private(set) var complaints: [String: [String]] = [:]
    private(set) var requests: [String: [String]] = [:]

    /// Runs `body` with a browser of its own.
    static func with<Value: Sendable>(_ body: @Sendable (Browser) async throws -> Value) async throws -> Value {
        let browser = try await Browser()
        do {
            let value = try await body(browser)
            await browser.stop()
            return value
        } catch {
            await browser.stop()
            throw error
        }
    }

    private init() async throws {
        let program = try Self.program()
        folder = FileManager.default.temporaryDirectory.appending(path: "monitor-browser-\(UUID().uuidString)")
        process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        // DevTools reads from descriptor 3 and writes to 4.
        process.arguments = [
            "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>&1", program, "--headless=new",
            "--remote-debugging-pipe", "--user-data-dir=\(folder.path)", "--no-first-run", "--disable-gpu",
            "--disable-dev-shm-usage", "--disable-background-networking", "--hide-scrollbars",
            "--force-color-profile=srgb",
        ]
        if getuid() == 0 { process.arguments?.append("--no-sandbox") }
        let (incoming, outgoing) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (outgoing, incoming)
        process.standardError = FileHandle.nullDevice
        input = outgoing.fileHandleForWriting
        let (messages, arrived) = AsyncStream<Data>.makeStream()
        let buffer = Mutex(Data())
        incoming.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                return arrived.finish()
            }
            buffer.withLock { buffer in
                buffer += data
                while let end = buffer.firstIndex(of: 0) {
                    arrived.yield(Data(buffer[buffer.startIndex..<end]))
                    buffer = Data(buffer[buffer.index(after: end)...])
                }
            }
        }
        try process.run()
        Task { [weak self] in
            for await message in messages { await self?.receive(message) }
            await self?.failAll()
        }
    }

    private static func program() throws -> String {
        let places = [
            ProcessInfo.processInfo.environment["BOOKEDBARBER_CHROMIUM"], "/usr/bin/chromium",
            "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ]
        guard let place = places.compactMap({ $0 }).first(where: FileManager.default.isExecutableFile) else {
            throw Failure(description: "Chromium isn't here: run scripts/setup, or name it in BOOKEDBARBER_CHROMIUM.")
        }
        return place
    }

    /// Sends a command and waits for its reply, for at most 30 s.
    @discardableResult
    func send(_ method: String, _ parameters: String = "{}", session: String? = nil) async throws -> DevToolsMessage {
        last += 1
        let id = last
        let place = session.map { ",\"sessionId\":\"\($0)\"" } ?? ""
        let text = "{\"id\":\(id),\"method\":\"\(method)\",\"params\":\(parameters)\(place)}\0"
        let late = Task {
            try await Task.sleep(for: .seconds(30))
            self.fail(id, Failure(description: "Chromium didn't reply to \(method) within 30 s."))
        }
        defer { late.cancel() }
        let reply = try await withCheckedThrowingContinuation { continuation in
            waiting[id] = continuation
            do { try input.write(contentsOf: Data(text.utf8)) } catch { fail(id, error) }
        }
        if let error = reply.error { throw Failure(description: "\(method): \(error.message)") }
        return reply
    }

    private func receive(_ data: Data) {
        guard let message = try? JSONDecoder().decode(DevToolsMessage.self, from: data) else { return }
        if let id = message.id {
            waiting.removeValue(forKey: id)?.resume(returning: message)
            return
        }
        guard let session = message.sessionId else { return }
        if let complaint = message.complaint { complaints[session, default: []].append(complaint) }
        if let url = message.params?.request?.url { requests[session, default: []].append(url) }
    }

    private func fail(_ id: Int, _ error: any Error) { waiting.removeValue(forKey: id)?.resume(throwing: error) }

    private func failAll() {
        for id in waiting.keys { fail(id, Failure(description: "Chromium has ended.")) }
    }

    private func stop() async {
        _ = try? await send("Browser.close")
        let deadline = ContinuousClock.now + .seconds(5)
        while process.isRunning, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(20)) }
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: folder)
    }
}
