import Testing

@testable import DatabaseMonitoring

@Suite struct AlertTextTests {
    @Test(arguments: [
        (0.25, "s", "250 ms"), (1.25, "s", "1.3 s"), (75, "s", "1 min 15 s"), (3600, "s", "1 h"),
        (90_061, "s", "1 d 1 h"), (80, "%", "80 %"), (0.9512, "1", "0.951"), (1e9, "By", "1 GB"), (512, "By", "512 B"),
        (1234.56, "{query}/s", "1,234.6 queries/s"), (1, "{deadlock}", "1 deadlock"),
        (500e6, "{transaction}", "500,000,000 transactions"), (-3.5, "%", "-3.5 %"), (0.04, "%", "0 %"),
        (.nan, "s", "unknown"),
    ]) func aQuantityReadsAsPeopleWriteIt(value: Double, unit: String, text: String) {
        #expect(AlertQuantity(value, unit).description == text)
    }

    @Test func aBlockingTreeIsIndentedWithItsRootFirst() {
        let tree = BlockingNode(
            session: RuleCase.holder,
            blocked: [
                BlockingNode(
                    session: RuleCase.waiting, lock: "ShareLock on transaction 7", waited: 11,
                    blocked: [BlockingNode(session: RuleCase.slow, waited: 3)])
            ])

        let text = BlockingTreeText.evidence([tree])?.text

        #expect(
            text == """
                pid 41 billing, idle in transaction for 6 min, transaction for 6 min 40 s: UPDATE appointments SET status = $1
                  pid 57 web waits 11 s for ShareLock on transaction 7, transaction for 13 s: UPDATE appointments SET \
                status = $1 WHERE id = $2
                    pid 77 report waits 3 s: SELECT pg_sleep($1)
                """)
    }

    @Test func aHugeTreeIsCutAndCounted() throws {
        var chain = BlockingNode(session: RuleCase.waiting, waited: 1)
        for _ in 0..<200 { chain = BlockingNode(session: RuleCase.waiting, waited: 1, blocked: [chain]) }
        let wide = BlockingNode(
            session: RuleCase.holder,
            blocked: Array(repeating: BlockingNode(session: RuleCase.slow, waited: 2), count: 99))

        let text = try #require(BlockingTreeText.evidence([chain, wide])?.text)

        #expect(text.hasPrefix("pid 41"))
        #expect(text.contains("and 289 more sessions"))
    }

    @Test func aLongStatementIsOneShortLine() {
        #expect("SELECT  1,\n\t2".oneLine(20) == "SELECT 1, 2")
        #expect(String(repeating: "a b ", count: 100_000).oneLine(20).count == 20)
        #expect((String(repeating: " ", count: 1000) + "x").oneLine(20) == "…")
    }
}
