%% The game process of a demo server. It is compiled four times: VERSION 2 reads the same state and answers rank/0, which
%% VERSION 1 does not know; VERSION 4 never becomes ready.
-module(player).
-behaviour(gen_server).

-export([start/1, gold/0, grant/1, version/0, ready/0]).
-if(?VERSION >= 2).
-export([rank/0]).
-endif.
-export([init/1, handle_call/3, handle_cast/2]).

start(Gold) ->
    gen_server:start({local, ?MODULE}, ?MODULE, Gold, []).

gold() ->
    gen_server:call(?MODULE, gold).

%% Not idempotent: each run pays once more.
grant(Gold) when is_integer(Gold) ->
    gen_server:call(?MODULE, {grant, Gold}).

%% Answered by the process, so it tells which code the process runs.
version() ->
    gen_server:call(?MODULE, version).

%% What a health check asks.
ready() ->
    ?VERSION =/= 4.

-if(?VERSION >= 2).
rank() ->
    gen_server:call(?MODULE, rank).
-endif.

%% A line as game servers write them: Chinese, and coloured.
init(Gold) ->
    ok = io:setopts([{encoding, unicode}]),
    io:format("\e[32m~ts\e[0m ~ts ~p ~ts ~b~n", [<<"[启动]"/utf8>>, <<"版本"/utf8>>, ?VERSION, <<"金币"/utf8>>, Gold]),
    {ok, #{gold => Gold}}.

handle_call(gold, _From, #{gold := Gold} = State) ->
    {reply, Gold, State};
handle_call({grant, More}, _From, #{gold := Gold} = State) ->
    {reply, Gold + More, State#{gold := Gold + More}};
handle_call(version, _From, State) ->
    {reply, ?VERSION, State};
handle_call(Other, _From, State) ->
    {reply, since_version_2(Other, State), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

-if(?VERSION >= 2).
since_version_2(rank, #{gold := Gold}) -> Gold div 1000.
-else.
since_version_2(_Request, _State) -> unknown.
-endif.
