import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct ProcessFiguresTests {
    @Test func processorTimeGrowsWithWork() {
        let before = ProcessFigures.current().processorTime

        var (number, rounds) = (UInt64(1), 0)
        while ProcessFigures.current().processorTime < before + .milliseconds(20), rounds < 1_000_000 {
            for _ in 0..<10_000 { number = number &* 6_364_136_223_846_793_005 &+ 1 }
            rounds += 1
        }

        #expect(number != 0)
        #expect(ProcessFigures.current().processorTime >= before + .milliseconds(20))
    }

    @Test func memoryGrowsByWhatIsUsed() throws {
        let before = try #require(ProcessFigures.current().residentBytes)

        let block = [UInt8](repeating: 7, count: 64 << 20)

        let after = try #require(ProcessFigures.current().residentBytes)
        #expect(block.last == 7)
        #expect(after - before > 32 << 20)
    }

    @Test func openFilesAreCounted() throws {
        let before = try #require(ProcessFigures.current().openFiles)

        // More than other tests open and close meanwhile.
        let files = (0..<200).compactMap { _ in FileHandle(forReadingAtPath: "/dev/null") }
        let during = try #require(ProcessFigures.current().openFiles)

        #expect(files.count == 200)
        #expect(during - before > 100)
        #expect(try during < #require(ProcessFigures.current().openFilesMax))
        for file in files { try file.close() }
    }

    @Test func figuresThatAreNotKnownAreNotMeasured() {
        let figures = ProcessFigures(
            processorTime: .milliseconds(1500), residentBytes: nil, openFiles: 3, openFilesMax: nil)

        #expect(figures.measured == [Measured(.processorTime, value: 1.5), Measured(.openFiles, value: 3)])
    }
}

@Suite struct DiskSpaceTests {
    @Test func aDiskHasRoom() throws {
        let space = try DiskSpace(ofDiskAt: NSTemporaryDirectory())

        #expect(space.totalBytes > 0)
        #expect((0...space.totalBytes).contains(space.freeBytes))
        #expect((0...1).contains(space.freeRatio))
    }

    @Test func aDiskWithoutRoomHasNoneFree() {
        #expect(DiskSpace(freeBytes: 0, totalBytes: 0).freeRatio == 0)
        #expect(DiskSpace(freeBytes: 1, totalBytes: 4).freeRatio == 0.25)
    }

    @Test func aPathThatIsNotThereIsNamed() {
        let error = #expect(throws: DiskSpaceError.self) { try DiskSpace(ofDiskAt: "/nowhere/at/all") }

        #expect(error?.description.contains("'/nowhere/at/all': No such file or directory") == true)
    }

    @Test func itIsMeasuredByName() {
        let measured = DiskSpace(freeBytes: 1, totalBytes: 4).measured(as: "state")

        #expect(measured.map(\.key.text) == ["disk.free{disk=state}", "disk.free_ratio{disk=state}"])
        #expect(measured.map(\.value) == [1, 0.25])
    }
}
