/** Stands in for the inside of Open Liberty. */
package com.ibm.ws.wsoc;
