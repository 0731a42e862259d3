package com.ibm.websphere.wsoc;

/** By which Open Liberty is known; all tests of this module see it. */
public interface WsWsocServerContainer {}
