import Foundation
import Synchronization
import TestServers
import Testing

@testable import AlertDrills

/// A drill can fail, and leaves nothing behind then.
@Suite struct DrillFailureTests {
    @Test func withoutItsFaultItSaysThatTheAlertDidNotFire() async throws {
        let drill = AlertDrill("lock_wait", "Does nothing.", setting: DrillSetting(patience: .seconds(2))) { stage in
            try await stage.wait(for: "There was no sample") { stage.monitor.snapshot != nil }
            try await stage.fault("nothing happens") { try await stage.fires() }
        }

        let error = await #expect(throws: DrillError.self) { try await drill.run() }

        #expect(
            error?.description
                == "lock_wait did not fire within 2.0 seconds. It is ok, at 0 ms, limit 100 ms.")
    }

    @Test func whoseFaultDoesNotEndSaysThatTheAlertDidNotClear() async throws {
        let drill = AlertDrill("history", "Forgets to end.", setting: DrillSetting(patience: .seconds(5))) { stage in
            try await stage.fault("the history can't be written") {
                try await stage.monitor.restrictHistory()
                try await stage.fires()
            }
        }

        let error = await #expect(throws: DrillError.self) { try await drill.run() }

        #expect(error?.description.hasPrefix("history did not clear within 5.0 seconds. It is firing") == true)
    }

    @Test func serversAndFolderAreGoneAfterAnError() async throws {
        let seen = Mutex<(folder: String, process: Int32)?>(nil)
        let drill = AlertDrill("lock_wait", "Fails.") { stage in
            seen.withLock { $0 = (stage.folder.path, stage.server.processID) }
            throw CancellationError()
        }

        await #expect(throws: CancellationError.self) { try await drill.run() }

        let (folder, process) = try #require(seen.withLock { $0 })
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(try await eventually { kill(process, 0) != 0 })
    }

    @Test func anUnknownNameIsAnsweredWithThoseThatThereAre() {
        let error = #expect(throws: DrillError.self) { try AlertDrills.named("lock") }

        #expect(error?.description.hasPrefix("There is no drill 'lock'. There are: cache_down, ") == true)
    }
}
