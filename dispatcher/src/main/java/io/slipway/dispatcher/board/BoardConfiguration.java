package io.slipway.dispatcher.board;

import io.slipway.contract.WorkerQuestion.BoardRefresh;
import io.slipway.dispatcher.board.WatchedServers.WatchedServer;
import io.slipway.dispatcher.dispatch.QueueChoice;
import io.slipway.dispatcher.dispatch.WorkerLine;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.stream.OpenStreams;
import io.slipway.dispatcher.stream.StreamProperties;
import java.time.Clock;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the status board. */
@Configuration
@EnableConfigurationProperties(BoardProperties.class)
class BoardConfiguration {
    @Bean
    WatchedServers watchedServers(GameServerStore servers) {
        return project -> servers.of(project).servers().stream()
                .map(server ->
                        new WatchedServer(server.area(), server.ip(), server.name(), server.title(), server.process()))
                .toList();
    }

    @Bean
    WatchPlan watchPlan(ProjectStore projects, WatchedServers servers) {
        return new WatchPlan(projects, servers);
    }

    @Bean
    Watchers watchers(Clock clock, BoardProperties properties) {
        return new Watchers(clock, properties.silent());
    }

    @Bean
    WatchDesk watchDesk(WatchPlan plan, Watchers watchers, QueueChoice queues) {
        return new WatchDesk(plan, watchers, queues);
    }

    @Bean
    StatusBoard statusBoard(WatchPlan plan, Watchers watchers, Clock clock, WorkerLine line) {
        RefreshWish wish = new RefreshWish(
                worker -> line.send(worker, new BoardRefresh(UUID.randomUUID().toString()))
                        .exceptionally(gone -> null));
        StatusBoard board = new StatusBoard(plan, watchers, clock, wish);
        line.onReadings(board::take);
        return board;
    }

    @Bean
    ProcessRows processRows(StatusBoard board, Clock clock, BoardProperties properties) {
        return new ProcessRows(board, clock, properties);
    }

    @Bean
    BoardLookup boardLookup(
            ProjectStore projects,
            WatchPlan plan,
            StatusBoard board,
            ProcessRows rows,
            WatchDesk desk,
            Watchers watchers,
            Clock clock) {
        return new BoardLookup(projects, plan, board, rows, desk, watchers, clock);
    }

    @Bean
    ProcessStreams processStreams(
            WatchPlan plan,
            StatusBoard board,
            ProcessRows rows,
            BoardProperties boardProperties,
            StreamProperties properties,
            OpenStreams openStreams) {
        return new ProcessStreams(plan, board, rows, boardProperties, properties, openStreams);
    }

    @Bean(destroyMethod = "close")
    PlanClock planClock(WatchPlan plan, StatusBoard board, BoardProperties properties) {
        return new PlanClock(plan, board, properties.refresh());
    }
}
