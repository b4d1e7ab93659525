import Testing

@testable import Postgres

@Suite("The cache of prepared statements") struct StatementCacheTests {
    private func key(_ number: Int) -> StatementKey { key("SELECT \(number)", types: [20]) }

    private func key(_ sql: String, types: [UInt32]) -> StatementKey {
        var parameters = ParameterList()
        for type in types { parameters.append(Parameter(type: type, offset: 0, length: 0)) }
        return StatementKey(sql: sql, parameters)
    }

    @Test func namesAreNeverUsedTwice() {
        var cache = StatementCache<StatementKey, Bool>(capacity: 2)

        let names = (0..<100).map { _ in cache.newName() }

        #expect(Set(names).count == 100)
    }

    @Test func theLeastRecentlyUsedMakesRoom() {
        var cache = StatementCache<StatementKey, Bool>(capacity: 2)
        cache.insert(key(1), name: "one", details: false)
        cache.insert(key(2), name: "two", details: false)
        _ = cache.find(key(1))

        cache.insert(key(3), name: "three", details: false)

        #expect(cache.find(key(1)) != nil && cache.find(key(2)) == nil && cache.find(key(3)) != nil)
        #expect(cache.takeEvicted(atMost: 8) == ["two"])
        #expect(cache.takeEvicted(atMost: 8) == [])
    }

    @Test func theSameTextWithOtherTypesIsAnotherStatement() {
        var cache = StatementCache<StatementKey, Bool>(capacity: 8)
        let types: [UInt32] = [20, 25, 1700, 1184, 16, 2950]
        for count in 0...types.count {
            cache.insert(key("SELECT", types: Array(types.prefix(count))), name: "\(count)", details: false)

            #expect(cache.find(key("SELECT", types: Array(types.prefix(count))))?.name == "\(count)")
            for place in 0..<count {
                var other = Array(types.prefix(count))
                other[place] += 1
                #expect(cache.find(key("SELECT", types: other)) == nil)
            }
        }
    }

    @Test func itNeverHoldsMoreThanItsCapacity() {
        var cache = StatementCache<StatementKey, Bool>(capacity: 8)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5000 {
            let key = key(Int.random(in: 0..<20, using: &generator))
            if cache.find(key) == nil { cache.insert(key, name: cache.newName(), details: false) }
            #expect(cache.count <= 8)
        }
        #expect(cache.evicted.count == Set(cache.evicted).count)
    }
}

@Suite("What may remain in a session") struct SessionEffectsTests {
    @Test(arguments: [
        "SET work_mem = '1MB'", "set role barber", "  -- a comment\n SET x = 1", "/* c */ RESET ALL", "LISTEN news",
        "SELECT pg_advisory_lock(1)", "select PG_TRY_ADVISORY_LOCK_SHARED(1)", "CREATE TEMP TABLE t (a int)",
        "CREATE TEMPORARY VIEW v AS SELECT 1", "SELECT * INTO TEMP t FROM s", "PREPARE p AS SELECT 1",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1", "SELECT set_config('a.b', '1', false)", "LOAD 'plpgsql'",
        "DO $$ BEGIN END $$", "CALL something()", "SET SESSION AUTHORIZATION x", "DISCARD PLANS",
    ])
    func isSeen(_ sql: String) { #expect(SessionEffects.mayRemain(after: sql)) }

    @Test(arguments: [
        "SELECT 1", "", "  ", "INSERT INTO settings VALUES (1)", "SET LOCAL work_mem = '1MB'",
        "set transaction read only", "SET CONSTRAINTS ALL DEFERRED", "SELECT pg_advisory_xact_lock(1)",
        "UPDATE sets SET a = 1", "BEGIN", "-- SET x\nSELECT 1", "WITH x AS (SELECT 1) SELECT * FROM x",
        "SELECT pg_try_advisory_xact_lock(1, 2)",
        "SELECT attempts, temperature FROM logins",
    ])
    func isNotSeenWhereNothingRemains(_ sql: String) { #expect(!SessionEffects.mayRemain(after: sql)) }

    @Test func scriptsAreJudgedAsAWhole() {
        #expect(SessionEffects.mayRemain(afterScript: "CREATE TABLE a (b int); SET x = 1; SELECT 1"))
        #expect(!SessionEffects.mayRemain(afterScript: "ROLLBACK"))
    }
}

@Suite("What libpq says about a failed connect") struct ConnectFailureTests {
    @Test func theCodeIsTakenOutOfTheText() {
        let failure = ConnectFailure(
            """
            connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01: password authentication failed for user "a"
            LOCATION:  auth_failed, auth.c:326
            """)

        #expect(failure.sqlState == .invalidPassword)
        #expect(
            failure.message
                == "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  password authentication failed for user \"a\""
        )
    }

    @Test(arguments: ["", "could not connect: Connection refused\n\tIs the server running?", "a:  b: c", "FATAL:  12"])
    func withoutACodeItStaysAsItIs(_ text: String) { #expect(ConnectFailure(text).sqlState == nil) }
}

@Suite("Where a connection may go") struct ConnectTargetsTests {
    private func found(_ targets: ConnectTargets) -> [String: String] {
        guard case .success(let pairs) = targets.parameters else { return [:] }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func numbersAndSocketsNeedNoLookUp() {
        for host in ["127.0.0.1", "::1", "/var/run/postgresql", ""] {
            #expect(ConnectTargets(["host": host]).unresolvedHosts.isEmpty)
        }
        #expect(ConnectTargets(["host": "db", "hostaddr": "10.0.0.1"]).unresolvedHosts.isEmpty)
    }

    @Test func aNameWithSeveralAddressesIsListedForEach() {
        var targets = ConnectTargets(["host": "db.example,10.0.0.9", "port": "5433,5434"])
        targets.addresses["db.example"] = ["10.0.0.1", "::2"]

        let parameters = found(targets)

        #expect(parameters["host"] == "db.example,db.example,10.0.0.9")
        #expect(parameters["hostaddr"] == "10.0.0.1,::2,10.0.0.9")
        #expect(parameters["port"] == "5433,5433,5434")
    }

    @Test func oneHostThatDoesNotResolveIsLeftOut() {
        var targets = ConnectTargets(["host": "gone,there", "port": "5432"])
        targets.failures["gone"] = "unknown name"
        targets.addresses["there"] = ["10.0.0.2"]

        #expect(found(targets)["host"] == "there")
        targets.addresses = [:]
        targets.failures["there"] = "unknown name"
        guard case .failure(let unresolved) = targets.parameters else {
            Issue.record("nothing resolved")
            return
        }
        #expect(unresolved.message.contains("\"gone\"") && unresolved.message.contains("\"there\""))
    }
}
