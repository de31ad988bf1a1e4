%% The game module of the tests: a process that holds gold. Version 2 (-DFACTOR=2) doubles what is earned.
-module(player).
-behaviour(gen_server).
-export([start/0, earn/1, gold/0, factor/0, hang/0, crash/0, huge/0, hold/1, release/0]).
-export([init/1, handle_call/3, handle_cast/2]).
-ifndef(FACTOR).
-define(FACTOR, 1).
-endif.

start() ->
    {ok, Pid} = gen_server:start({local, player}, ?MODULE, 0, []),
    Pid.

earn(Amount) -> gen_server:call(player, {earn, Amount}).
gold() -> gen_server:call(player, gold).
factor() -> ?FACTOR.

init(Gold) -> {ok, Gold}.
handle_call({earn, Amount}, _From, Gold) -> {reply, ok, Gold + Amount * ?FACTOR};
handle_call(gold, _From, Gold) -> {reply, Gold, Gold}.
handle_cast(_, Gold) -> {noreply, Gold}.

%% Runs until it is killed.
hang() ->
    true = register(hanging, self()),
    timer:sleep(infinity).

crash() -> error({no_such_player, "玩家"}).

%% Ten million characters.
huge() -> lists:duplicate(10000000, $x).

%% Holds the lock of a host until release/0.
hold(Lock) ->
    Owner = self(),
    spawn(fun() ->
        {ok, Socket} = gen_tcp:listen(0, [{ifaddr, {local, Lock}}]),
        true = register(holder, self()),
        Owner ! held,
        receive release -> gen_tcp:close(Socket) end
    end),
    receive held -> ok after 5000 -> timeout end.

release() ->
    holder ! release,
    ok.
